import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { apiObject, type Metadata } from './api-object';

/** @param role what tells it from other claims of its component, where it can have several */
export function persistentVolumeClaim(
  scope: Construct,
  role: string | undefined,
  metadata: Metadata,
  spec: Plain<k8s.PersistentVolumeClaimSpec>,
): ApiObject {
  const id = role === undefined ? 'PersistentVolumeClaim' : `PersistentVolumeClaim-${role}`;
  return apiObject(scope, id, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec });
}
