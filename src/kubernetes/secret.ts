import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { apiObject, type Metadata } from './api-object';

/** A Secret with its values in the manifest: for clusters that are thrown away. */
export function secret(scope: Construct, metadata: Metadata, stringData: Record<string, string>): ApiObject {
  return apiObject(scope, 'Secret', { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', stringData });
}
