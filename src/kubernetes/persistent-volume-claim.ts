import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { createApiObject, type Metadata } from './api-object';

/** Returns the id of a claim in its component, which can have several. */
export function claimId(role = ''): string {
  return `PersistentVolumeClaim${role && `-${role}`}`;
}

export function createPersistentVolumeClaim(
  scope: Construct,
  id: string,
  metadata: Metadata,
  spec: Plain<k8s.PersistentVolumeClaimSpec>,
): ApiObject {
  return createApiObject(scope, id, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec });
}
