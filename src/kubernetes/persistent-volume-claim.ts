import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { apiObject, type Metadata } from './api-object';

export function persistentVolumeClaim(
  scope: Construct,
  metadata: Metadata,
  spec: Plain<k8s.PersistentVolumeClaimSpec>,
): ApiObject {
  return apiObject(scope, 'PersistentVolumeClaim', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec });
}
