// Who can connect to whom, by the policies alone, in a cluster that enforces them.
import { BlockList, isIPv4 } from 'node:net';
import type { Manifest, Manifests } from '../manifests';
import { selects } from './follow';

/** One end of a connection: a pod, or an address outside the pod network. */
export interface Party {
  readonly namespace?: string;
  readonly labels?: Record<string, string>;
  readonly address?: string;
}

export interface Port {
  readonly port: number;
  readonly protocol: string;
}

/** Returns whether policies of both ends allow a connection. */
export function connects(manifests: Manifests, from: Party, to: Party, port: Port): boolean {
  return allows(manifests, 'Egress', from, to, port) && allows(manifests, 'Ingress', to, from, port);
}

type Direction = 'Egress' | 'Ingress';

/** Without a policy everything is allowed; of several policies one that allows is enough. */
function allows(manifests: Manifests, direction: Direction, own: Party, other: Party, port: Port): boolean {
  const rules = rulesOf(manifests, own)[direction];
  return rules === undefined || rules.some((rule) => matches(rule, own, other, port));
}

/** The rules of policies that select a party, by direction; undefined if no policy does. */
type Rules = Partial<Record<Direction, Manifest[]>>;

/** Rules of parties, which are looked up again and again. */
const cache = new WeakMap<Manifests, Map<Party, Rules>>();

function rulesOf(manifests: Manifests, party: Party): Rules {
  const known = cache.get(manifests) ?? new Map<Party, Rules>();
  cache.set(manifests, known);
  const rules = known.get(party) ?? findRules(manifests, party);
  known.set(party, rules);
  return rules;
}

function findRules(manifests: Manifests, { namespace, labels = {} }: Party): Rules {
  const policies = manifests
    .all('NetworkPolicy')
    .filter(({ metadata, spec }) => metadata.namespace === namespace && isSelected(spec.podSelector, labels));
  const rules = (direction: Direction, name: 'egress' | 'ingress') => {
    const restricting = policies.filter(({ spec }) => spec.policyTypes.includes(direction));
    return restricting.length === 0 ? undefined : restricting.flatMap(({ spec }) => spec[name] ?? []);
  };
  return { Egress: rules('Egress', 'egress'), Ingress: rules('Ingress', 'ingress') };
}

function matches({ from, to, ports }: Manifest, own: Party, other: Party, { port, protocol }: Port): boolean {
  const peers: Manifest[] | undefined = from ?? to;
  const hasPort = ports?.some((allowed: Manifest) => allowed.port === port && allowed.protocol === protocol) ?? true;
  return hasPort && (peers?.some((peer) => isPeer(peer, own, other)) ?? true);
}

function isPeer({ ipBlock, namespaceSelector, podSelector }: Manifest, own: Party, other: Party): boolean {
  if (ipBlock) return other.address !== undefined && isIn(other.address, ipBlock);
  if (other.address !== undefined) return false;
  const isInNamespace = namespaceSelector
    ? isSelected(namespaceSelector, { 'kubernetes.io/metadata.name': other.namespace ?? '' })
    : other.namespace === own.namespace;
  return isInNamespace && isSelected(podSelector ?? {}, other.labels ?? {});
}

function isSelected({ matchLabels = {}, matchExpressions = [] }: Manifest, labels: Record<string, string>): boolean {
  return (
    selects(matchLabels, labels) &&
    matchExpressions.every(({ key, operator, values }: Manifest) =>
      operator === 'Exists' ? key in labels : operator === 'In' && values.includes(labels[key]),
    )
  );
}

/** Returns whether an address is in a range and outside its exceptions. */
export function isIn(address: string, { cidr, except = [] }: { cidr: string; except?: string[] }): boolean {
  return contains(cidr, address) && !except.some((exception) => contains(exception, address));
}

/** The results of `contains`, as ranges and addresses are few. */
const contained = new Map<string, boolean>();

function contains(cidr: string, address: string): boolean {
  const key = `${cidr} ${address}`;
  const result = contained.get(key) ?? compare(cidr, address);
  contained.set(key, result);
  return result;
}

function compare(cidr: string, address: string): boolean {
  const [start, bits] = cidr.split('/');
  if (isIPv4(start) !== isIPv4(address)) return false;
  const list = new BlockList();
  list.addSubnet(start, Number(bits), isIPv4(start) ? 'ipv4' : 'ipv6');
  return list.check(address, isIPv4(start) ? 'ipv4' : 'ipv6');
}
