import type { Size } from 'cdk8s';
import type { k8s, Plain } from '../../imports/k8s';
import { quantity } from '../kubernetes/quantity';
import type { Platform } from '../platform/platform';
import { objectNameMistake } from '../checks/names';
import type { StorageOptions } from './storage';

export function claimSpec(
  size: Size,
  options: StorageOptions,
  platform: Platform,
): Plain<k8s.PersistentVolumeClaimSpec> {
  const { volumeName, storageClass, accessMode = platform.accessMode } = options;
  return {
    accessModes: [accessMode],
    resources: { requests: { storage: quantity(size) } },
    storageClassName: storageClass ?? (volumeName === undefined ? platform.storageClass : ''),
    volumeName,
  };
}

export function optionsMistakes({ storageClass, volumeName }: StorageOptions): (string | undefined)[] {
  return [
    storageClass === undefined ? undefined : objectNameMistake('storage class', storageClass),
    volumeName === undefined ? undefined : objectNameMistake('volume', volumeName),
  ];
}

export function forMany(accessMode: string): string {
  return `the access mode is ${accessMode}, and a database is the only writer of its data; use ReadWriteOnce or ReadWriteOncePod`;
}
