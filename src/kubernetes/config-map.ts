import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { createApiObject, type Metadata } from './api-object';

/** @see https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable */
export function createImmutableConfigMap(
  scope: Construct,
  metadata: Metadata,
  data: Record<string, string>,
): ApiObject {
  return createApiObject(scope, 'ConfigMap', { apiVersion: 'v1', kind: 'ConfigMap', metadata, immutable: true, data });
}
