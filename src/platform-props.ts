import type { ImagePullPolicy, PersistentVolumeAccessMode } from 'cdk8s-plus-27';

/** What differs between clusters. */
export interface PlatformProps {
  /**
   * The storage class of claims.
   * @default - the cluster's default class
   */
  readonly storageClass?: string;
  /**
   * How a claim with one writer is mounted. `ReadWriteOncePod` wants a CSI driver and refuses a second pod even on
   * the same node; `ReadWriteOnce` works everywhere and refuses a second node only.
   * @default ReadWriteOnce
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
   */
  readonly accessMode?: PersistentVolumeAccessMode;
  /**
   * The ingress class of routes.
   * @default nginx
   */
  readonly ingressClass?: string;
  /**
   * When the kubelet pulls an image.
   * @default - Kubernetes' own rule: IfNotPresent, since every image has a tag or a digest
   */
  readonly imagePullPolicy?: ImagePullPolicy;
  /**
   * The lowest Kubernetes version that the manifests have to work on, as `1.30`.
   * @default 1.27
   */
  readonly kubernetesVersion?: string;
  /**
   * Whether the cluster is thrown away after use, so that a password in a manifest does no harm.
   * @default false
   */
  readonly throwAway?: boolean;
}
