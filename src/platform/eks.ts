import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { PlatformProps } from './platform-props';

/** Since 1.30 there is no default class; the EBS driver is a CSI driver, and so knows volumes of one pod. */
export const eks: PlatformProps = {
  storageClass: 'gp3',
  accessMode: 'ReadWriteOncePod' as PersistentVolumeAccessMode,
  kubernetesVersion: '1.30',
};
