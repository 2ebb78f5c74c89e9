import type { ImagePullPolicy, PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { Peer } from './peer';

/**
 * The differences between clusters.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/platforms.md
 */
export interface PlatformProps {
  /**
   * The storage class of claims.
   * @default - the cluster's default class
   */
  readonly storageClass?: string;
  /**
   * The access mode of claims with one writer. `ReadWriteOncePod` requires a CSI driver and rejects a second pod even on
   * the same node; `ReadWriteOnce` works everywhere and rejects only a second node.
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
   * The peers whose requests routes allow: the pods of the ingress controller. For a controller on the network of its
   * nodes, use their addresses: `[Peer.cidr('10.128.0.0/20')]`. (Cilium matches ranges only outside the cluster, unless
   * `policy-cidr-match-mode: nodes` is set.)
   * @default - the pods of ingress-nginx in the namespace ingress-nginx
   */
  readonly ingressController?: Peer[];
  /**
   * The peers that resolve names, on port 53: pods, or an address such as that of NodeLocal DNSCache. With kube-proxy in
   * iptables mode, that cache also listens on the address of the DNS Service.
   * @default - the pods of kube-system with the label `k8s-app: kube-dns`, as CoreDNS has, and 169.254.20.10/32, NodeLocal DNSCache
   * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
   */
  readonly dns?: Peer[];
  /**
   * The image pull policy.
   * @default - the default of Kubernetes: IfNotPresent, since every image has a tag or a digest
   */
  readonly imagePullPolicy?: ImagePullPolicy;
  /**
   * The lowest Kubernetes version that the manifests must work on, such as `1.30`.
   * @default 1.27
   */
  readonly kubernetesVersion?: string;
  /**
   * Whether the cluster is disposable, so that inline passwords and plain HTTP do no harm.
   * @default false
   */
  readonly disposable?: boolean;
}
