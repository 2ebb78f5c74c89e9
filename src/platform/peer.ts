import type { k8s, Plain } from '../../imports/k8s';
import { foreignNamespaceMistake } from '../checks/names';
import { labelsMistakes } from '../checks/labels';
import { texts } from '../checks/check';
import { cidrsMistakes } from '../checks/cidr';

/** Somebody in or beside the cluster whom policies name: pods of another namespace, or addresses. */
export class Peer {
  /**
   * Pods of a namespace.
   * @param namespace for example `kube-system`
   * @param labels what the pods bear, at least one label
   */
  public static pods(namespace: string, labels: Record<string, string>): Peer {
    const { props, mistakes } = texts(labels, 'the labels of Peer.pods');
    const none = mistakes.length === 0 && Object.keys(props).length === 0 ? [NO_LABELS] : [];
    const wrong = [...mistakes, ...none, ...labelsMistakes('Peer.pods', props)];
    const named = foreignNamespaceMistake('Peer.pods has the namespace', namespace) ?? [];
    const peer = { ...inNamespaces([namespace]), podSelector: { matchLabels: props } };
    return new Peer(peer, [named, ...wrong].flat());
  }

  /**
   * Addresses: of what runs on the network of its node, or outside the cluster.
   * @param cidr for example `169.254.20.10/32`
   */
  public static cidr(cidr: string): Peer {
    return new Peer({ ipBlock: { cidr } }, cidrsMistakes('Peer.cidr', [cidr]));
  }

  private constructor(
    private readonly peer: Plain<k8s.NetworkPolicyPeer>,
    private readonly mistakes: string[],
  ) {}

  /**
   * As a policy says it.
   * @internal
   */
  public get _rendered(): Plain<k8s.NetworkPolicyPeer> {
    return this.peer;
  }

  /**
   * What is wrong with how it was said.
   * @internal
   */
  public get _mistakes(): string[] {
    return this.mistakes;
  }
}

/**
 * Namespaces by the label that each has of its name.
 * @see https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name
 */
export function inNamespaces(names: string[]): Plain<k8s.NetworkPolicyPeer> {
  const key = 'kubernetes.io/metadata.name';
  if (names.length === 1) return { namespaceSelector: { matchLabels: { [key]: names[0] } } };
  return { namespaceSelector: { matchExpressions: [{ key, operator: 'In', values: names }] } };
}

const NO_LABELS =
  "Peer.pods has no labels, and would mean every pod of the namespace; name one, such as { 'k8s-app': 'kube-dns' }";
