import type { Peer } from './peer';
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
   * Whose requests the routes let in: the pods of the ingress controller. Where it is on the network of its nodes, their
   * addresses: `[Peer.cidr('10.128.0.0/20')]`. (Cilium takes ranges for what is outside the cluster, unless it is told
   * otherwise by `policy-cidr-match-mode: nodes`.)
   * @default - the pods of ingress-nginx in the namespace ingress-nginx
   */
  readonly ingressController?: Peer[];
  /**
   * Who resolves names, on port 53: pods, or an address, such as that of NodeLocal DNSCache; beside kube-proxy with
   * iptables that cache listens at the address of the DNS Service too.
   * @default - the pods of kube-system that bear `k8s-app: kube-dns`, as CoreDNS does, and 169.254.20.10/32, NodeLocal DNSCache
   * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
   */
  readonly dns?: Peer[];
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
