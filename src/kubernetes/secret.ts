import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { createApiObject, type Metadata } from './api-object';

/** Creates a Secret with its values in the manifest, for disposable clusters. */
export function createSecret(
  scope: Construct,
  id: string,
  metadata: Metadata,
  stringData: Record<string, string>,
): ApiObject {
  return createApiObject(scope, id, { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', stringData });
}
