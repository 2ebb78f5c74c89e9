// Who can connect to whom, by the policies alone, as a cluster that enforces them would have it.
import { BlockList, isIPv4 } from 'node:net';
import type { Manifest, Manifests } from '../manifests';
import { selects } from './follow';

/** A pod, or an address beside the cluster. */
export interface Party {
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly address?: string;
}

export interface Port {
  readonly port: number;
  readonly protocol: string;
}

/** Whether a connection comes about: who sends has to be let out, and who receives has to let in. */
export function connects(manifests: Manifests, from: Party, to: Party, port: Port): boolean {
  return passes(manifests, 'Egress', from, to, port) && passes(manifests, 'Ingress', to, from, port);
}

/** A pod that no policy selects is open; of several policies one is enough. */
function passes(manifests: Manifests, direction: 'Egress' | 'Ingress', own: Party, other: Party, port: Port): boolean {
  const policies = policiesOf(manifests, own).filter(({ spec }) => spec.policyTypes.includes(direction));
  const rules = policies.flatMap(({ spec }) => (direction === 'Egress' ? spec.egress : spec.ingress) ?? []);
  return policies.length === 0 || rules.some((rule: Manifest) => takes(rule, own, other, port));
}

/** Those that select a party: asked for again and again. */
const known = new WeakMap<Manifests, Map<Party, Manifest[]>>();

function policiesOf(manifests: Manifests, party: Party): Manifest[] {
  const ofAll = known.get(manifests) ?? new Map<Party, Manifest[]>();
  known.set(manifests, ofAll);
  const found = ofAll.get(party) ?? selecting(manifests, party);
  ofAll.set(party, found);
  return found;
}

function selecting(manifests: Manifests, { namespace, labels = {} }: Party): Manifest[] {
  const all = manifests.all('NetworkPolicy').filter(({ metadata }) => metadata.namespace === namespace);
  return all.filter(({ spec }) => selects(spec.podSelector.matchLabels ?? {}, labels));
}

function takes({ from, to, ports }: Manifest, own: Party, other: Party, { port, protocol }: Port): boolean {
  const peers: Manifest[] | undefined = from ?? to;
  const isPort = ports?.some((each: Manifest) => each.port === port && each.protocol === protocol) ?? true;
  return isPort && (peers?.some((peer) => isPeer(peer, own, other)) ?? true);
}

function isPeer({ ipBlock, namespaceSelector, podSelector }: Manifest, own: Party, other: Party): boolean {
  if (ipBlock) return other.address !== undefined && isIn(other.address, ipBlock);
  if (other.address !== undefined) return false;
  const isThere = namespaceSelector
    ? matches(namespaceSelector, { 'kubernetes.io/metadata.name': other.namespace ?? '' })
    : other.namespace === own.namespace;
  return isThere && matches(podSelector ?? {}, other.labels ?? {});
}

function matches({ matchLabels = {}, matchExpressions = [] }: Manifest, labels: Record<string, string>): boolean {
  return (
    selects(matchLabels, labels) &&
    matchExpressions.every(({ key, operator, values }: Manifest) =>
      operator === 'Exists' ? key in labels : operator === 'In' && values.includes(labels[key]),
    )
  );
}

/** Whether an address is in a range, and in none of those that are left out. */
export function isIn(address: string, { cidr, except = [] }: { cidr: string; except?: string[] }): boolean {
  return covers(cidr, address) && !except.some((part) => covers(part, address));
}

function covers(cidr: string, address: string): boolean {
  const [start, bits] = cidr.split('/');
  if (isIPv4(start) !== isIPv4(address)) return false;
  const list = new BlockList();
  list.addSubnet(start, Number(bits), isIPv4(start) ? 'ipv4' : 'ipv6');
  return list.check(address, isIPv4(start) ? 'ipv4' : 'ipv6');
}
