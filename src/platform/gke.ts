import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Peer } from './peer';
import { CLUSTER_DNS } from './platform-peers';
import type { PlatformProps } from './platform-props';

/**
 * The class is that of balanced disks. Its driver is a CSI driver, so it supports volumes of one pod. Names are resolved by
 * kube-dns, by a cache on the node that Dataplane V2 treats as a pod, or by Cloud DNS at the address of the metadata server.
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy
 */
export const gke: PlatformProps = {
  storageClass: 'standard-rwo',
  accessMode: 'ReadWriteOncePod' as PersistentVolumeAccessMode,
  kubernetesVersion: '1.30',
  dns: [...CLUSTER_DNS, Peer.pods('kube-system', { 'k8s-app': 'node-local-dns' }), Peer.cidr('169.254.169.254/32')],
};
