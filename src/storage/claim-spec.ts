import type { Size } from 'cdk8s';
import type { k8s, Plain } from '../../imports/k8s';
import { formatQuantity } from '../kubernetes/quantity';
import type { Platform } from '../platform/platform';
import type { StorageOptions } from './storage-options';

export function renderClaimSpec(
  size: Size,
  options: StorageOptions,
  platform: Platform,
): Plain<k8s.PersistentVolumeClaimSpec> {
  const { volumeName, storageClass, accessMode = platform.accessMode } = options;
  return {
    accessModes: [accessMode],
    resources: { requests: { storage: formatQuantity(size) } },
    storageClassName: storageClass ?? (volumeName === undefined ? platform.storageClass : ''),
    volumeName,
  };
}
