// Law 1: what is declared is what is reachable. Every workload tries everybody, and everybody tries it.
import type { Manifest, Manifests } from '../manifests';
import { selected } from './follow';
import type { Declared } from './random/scene';
import type { Reach } from './random/traffic';
import { connects, isIn, type Party, type Port } from './reach';

/** A party by a name, and the ports that it may be asked on. */
interface Known extends Party {
  readonly name: string;
  readonly ports: number[];
}

const UNDECLARED = 9;
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

/** Inside and outside of all ranges that random declarations have, and where clouds keep credentials. */
const ADDRESSES = [
  '203.0.113.5',
  '203.0.113.9',
  '198.51.100.7',
  '192.0.2.7',
  '8.8.8.8',
  '169.254.169.254',
  '2001:db8::1',
  '2001:db8:1::1',
  'fd00:ec2::254',
];

/** Connections that come about and are not declared, and the other way round. */
export function undeclared(manifests: Manifests, declared: Declared): string[] {
  const workloads = manifests.all('Deployment').map(party);
  return workloads.flatMap((workload) => [
    ...wrong(manifests, workload, [...workloads, ...others(declared, workload)], (to, port) =>
      mayReach(declared, workload, to, port),
    ),
    ...strangers(declared, workload).flatMap((stranger) =>
      wrong(manifests, stranger, [workload], (_, port) => mayAsk(declared, stranger, workload, port)),
    ),
  ]);
}

function wrong(manifests: Manifests, from: Known, all: Known[], may: (to: Known, port: Port) => boolean): string[] {
  return all.flatMap((to) =>
    portsOf(to).flatMap((port) => {
      const connected = connects(manifests, from, to, port);
      if (connected === may(to, port)) return [];
      return [`${from.name} ${connected ? 'reaches' : 'does not reach'} ${to.name}:${port.port}/${port.protocol}`];
    }),
  );
}

function portsOf({ ports }: Known): Port[] {
  return [...ports, UNDECLARED].flatMap((port) => PROTOCOLS.map((protocol) => ({ port, protocol })));
}

function party({ metadata, spec }: Manifest): Known {
  const { namespace, name } = metadata;
  const [{ ports = [] }] = spec.template.spec.containers;
  return {
    ...{ namespace, name: `${namespace}/${name}`, labels: spec.template.metadata.labels },
    ports: ports.map(({ containerPort }: Manifest) => containerPort),
  };
}

/** Whom a workload can try besides the others: resolvers, pods and addresses that are declared, and what is not. */
function others(declared: Declared, { namespace = '' }: Known): Known[] {
  const { resolvers } = declared.surroundings.get(namespace)!;
  const reaches = declared.reaches.map(({ reach }) => reach);
  const ports = [...new Set([53, ...reaches.flatMap(({ ports }) => ports)])];
  return [
    ...resolvers.map((resolver) => ({ ...resolver, name: 'a resolver', ports: [53] })),
    ...reaches.flatMap(({ pod, ports }) => (pod ? [{ ...pod, name: 'a pod of somebody else', ports }] : [])),
    ...ADDRESSES.map((address) => ({ address, name: address, ports })),
    ...[namespace, 'stranger'].map((each) => ({ namespace: each, labels: {}, name: `a stranger in ${each}`, ports })),
  ];
}

function strangers(declared: Declared, workload: Known): Known[] {
  const { resolvers, controllers } = declared.surroundings.get(workload.namespace!)!;
  const pods = [
    ...resolvers,
    ...controllers,
    { namespace: workload.namespace, labels: {} },
    { address: '10.9.9.9' },
    ...users(declared, workload),
  ];
  return pods.map((pod) => ({ ...pod, name: JSON.stringify(pod), ports: [] }));
}

function mayReach(
  { edges, reaches, surroundings }: Declared,
  from: Known,
  to: Known,
  { port, protocol }: Port,
): boolean {
  const isEdge = edges.some(
    ({ namespace, workload, leadsTo }) =>
      `${namespace}/${workload}` === from.name && leadsTo === `${to.name} on ${port}` && protocol === 'TCP',
  );
  const isResolver =
    port === 53 && protocol !== 'SCTP' && surroundings.get(from.namespace!)!.resolvers.some(sameAs(to));
  const own = reaches.filter(({ workload }) => workload === from.name);
  return isEdge || isResolver || own.some(({ reach }) => leadsTo(reach, to, { port, protocol }));
}

function leadsTo({ pod, ranges = [], ports, protocol }: Reach, to: Known, asked: Port): boolean {
  if (!ports.includes(asked.port) || protocol !== asked.protocol) return false;
  return pod ? sameAs(to)(pod) : to.address !== undefined && ranges.some((range) => isIn(to.address!, range));
}

/** Pods that bear the label of a workload's users: where it lets them in, and elsewhere. */
function users({ offers }: Declared, { name, namespace }: Known): Party[] {
  const { letsIn = [] } = offers.find(({ leadsTo }) => leadsTo.startsWith(`${name} on `)) ?? {};
  const labels = markOf(name);
  return [...new Set([namespace, ...letsIn, 'stranger'])].map((each) => ({ namespace: each, labels }));
}

function markOf(name: string): Record<string, string> {
  return { [name.replace('/', '.uses.webstack/')]: 'true' };
}

function isUser({ offers }: Declared, from: Known, to: Known, port: number): boolean {
  const offer = offers.find(({ leadsTo }) => leadsTo === `${to.name} on ${port}`);
  const [mark] = Object.keys(markOf(to.name));
  const isThere = from.namespace === to.namespace || offer?.letsIn?.includes(from.namespace ?? '');
  return offer !== undefined && isThere === true && from.labels?.[mark] === 'true';
}

/** The controller of the routes, where there are any, and whoever is marked as a user. */
function mayAsk(declared: Declared, from: Known, to: Known, { port, protocol }: Port): boolean {
  const { routed, surroundings } = declared;
  if (protocol === 'TCP' && isUser(declared, from, to, port)) return true;
  const isController = surroundings.get(to.namespace!)!.controllers.some(sameAs(from));
  return isController && protocol === 'TCP' && routed.has(`${to.name} on ${port}`);
}

/** Whoever bears all of the labels is meant too. */
function sameAs({ namespace, labels = {}, address }: Party): (other: Party) => boolean {
  return (other) =>
    other.address === address &&
    other.namespace === namespace &&
    Object.entries(other.labels ?? {}).every(([key, value]) => labels[key] === value);
}

/** Policies that select other pods than those of one workload. */
export function strayPolicies(manifests: Manifests): string[] {
  const isStray = ({ metadata, spec }: Manifest) =>
    selected(manifests, metadata.namespace, spec.podSelector.matchLabels ?? {}).length !== 1;
  return manifests
    .all('NetworkPolicy')
    .filter(isStray)
    .map(({ metadata }) => metadata.name);
}
