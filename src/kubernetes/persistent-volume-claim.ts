import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { apiObject, type Metadata } from './api-object';

/** What it is called below its component, which can have several. */
export function claimId(role = ''): string {
  return `PersistentVolumeClaim${role && `-${role}`}`;
}

export function persistentVolumeClaim(
  scope: Construct,
  id: string,
  metadata: Metadata,
  spec: Plain<k8s.PersistentVolumeClaimSpec>,
): ApiObject {
  return apiObject(scope, id, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec });
}
