import type { k8s, Plain } from '../../imports/k8s';
import { cidr as addressRange } from '../checks/addresses';
import { inOrder, notEmpty, required } from '../checks/check';
import { labels } from '../checks/labels';
import { namespaceName } from '../checks/names';
import { STAND_IN, validateParameter } from '../checks/parameter';

const peerNamespace = required(namespaceName, 'Set the namespace of the pods, such as kube-system');
const peerRange = required(addressRange, 'Set the address range, such as 169.254.20.10/32');

const peerLabels = required(
  inOrder(
    labels,
    notEmpty("Add a label, such as { 'k8s-app': 'kube-dns' }, or every pod of the namespace is selected"),
  ),
  "Add a label, such as { 'k8s-app': 'kube-dns' }",
);

/**
 * A peer in a network policy: pods of a namespace, or an address range.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/network-policies.md
 */
export class Peer {
  /**
   * Pods of a namespace.
   * @param namespace for example `kube-system`
   * @param labels labels of the pods, at least one
   */
  public static pods(namespace: string, labels: Record<string, string>): Peer {
    const name = validateParameter(namespace, 'the namespace of Peer.pods', peerNamespace, STAND_IN.name);
    const podLabels = validateParameter(labels, 'the labels of Peer.pods', peerLabels, { app: STAND_IN.name });
    const peer = { ...inNamespaces([name.value]), podSelector: { matchLabels: { ...podLabels.value } } };
    return new Peer(peer, [...name.errors, ...podLabels.errors]);
  }

  /**
   * An address range outside the cluster, or of pods on the network of their node.
   * @param cidr for example `169.254.20.10/32`
   */
  public static cidr(cidr: string): Peer {
    const { value, errors } = validateParameter(cidr, 'the cidr of Peer.cidr', peerRange, STAND_IN.cidr);
    return new Peer({ ipBlock: { cidr: value } }, errors);
  }

  private constructor(
    private readonly peer: Plain<k8s.NetworkPolicyPeer>,
    private readonly errors: string[],
  ) {}

  /**
   * The peer as an object of a NetworkPolicy.
   * @internal
   */
  public get _networkPolicyPeer(): Plain<k8s.NetworkPolicyPeer> {
    return this.peer;
  }

  /**
   * The namespace of its pods.
   * @internal
   */
  public get _namespace(): string | undefined {
    return this.peer.namespaceSelector?.matchLabels?.[NAMESPACE_NAME];
  }

  /**
   * The errors of its declaration.
   * @internal
   */
  public get _errors(): string[] {
    return this.errors;
  }
}

const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/**
 * Returns a peer that selects namespaces by the label with their name that each namespace has.
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name
 */
export function inNamespaces(names: string[]): Plain<k8s.NetworkPolicyPeer> {
  const key = NAMESPACE_NAME;
  if (names.length === 1) return { namespaceSelector: { matchLabels: { [key]: names[0] } } };
  return { namespaceSelector: { matchExpressions: [{ key, operator: 'In', values: names }] } };
}
