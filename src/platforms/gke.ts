import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { PlatformProps } from '../platform-props';

/** The class of balanced disks; its driver is a CSI driver, and so knows volumes of one pod. */
export const gke: PlatformProps = {
  storageClass: 'standard-rwo',
  accessMode: 'ReadWriteOncePod' as PersistentVolumeAccessMode,
  kubernetesVersion: '1.30',
};
