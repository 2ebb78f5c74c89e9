import { JsonPatch, type ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { apiObject, type Metadata } from './api-object';

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/ */
export function namespace(scope: Construct, metadata: Metadata): ApiObject {
  const object = apiObject(scope, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata });
  object.addJsonPatch(JsonPatch.remove('/metadata/namespace')); // a chart writes its own into every object
  return object;
}
