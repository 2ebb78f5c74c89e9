import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Peer } from './peer';
import type { PlatformProps } from './platform-props';
import { DNS } from './platform-checks';

/**
 * The class of balanced disks; its driver is a CSI driver, and so knows volumes of one pod. Names are resolved by kube-dns,
 * by a cache on the node, which Dataplane V2 knows as a pod, or by Cloud DNS at the address of the metadata server.
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy
 */
export const gke: PlatformProps = {
  storageClass: 'standard-rwo',
  accessMode: 'ReadWriteOncePod' as PersistentVolumeAccessMode,
  kubernetesVersion: '1.30',
  dns: [...DNS, Peer.pods('kube-system', { 'k8s-app': 'node-local-dns' }), Peer.cidr('169.254.169.254/32')],
};
