import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { PlatformProps } from './platform-props';

/** EKS has no default class since 1.30. The EBS driver is a CSI driver, so it supports volumes of one pod. */
export const eks: PlatformProps = {
  storageClass: 'gp3',
  accessMode: 'ReadWriteOncePod' as PersistentVolumeAccessMode,
  kubernetesVersion: '1.30',
};
