import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { Checks } from '../checks/declaration';
import { objectName } from '../checks/names';
import { accessMode } from '../platform/platform-checks';

/**
 * Overrides of the platform's claim settings.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/storage.md
 */
export interface StorageOptions {
  /**
   * The storage class.
   * @default - the platform's
   */
  readonly storageClass?: string;
  /**
   * The access mode. A database needs `ReadWriteOnce` or `ReadWriteOncePod`.
   * @default - the platform's access mode for a claim with one writer
   */
  readonly accessMode?: PersistentVolumeAccessMode;
  /**
   * The name of an existing PersistentVolume to bind to. The claim then has no storage class by default.
   * @default - a new volume is provisioned
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume
   */
  readonly volumeName?: string;
}

export const STORAGE_CHECKS: Checks<StorageOptions> = {
  storageClass: objectName('storage class'),
  accessMode,
  volumeName: objectName('PersistentVolume'),
};
