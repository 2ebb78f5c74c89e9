// Law 1: only declared connections are possible. Every workload tries to connect to everyone, and everyone to it.
import type { Manifest, Manifests } from '../manifests';
import { selectedDeployments } from './follow';
import type { Facts } from './random/scene';
import type { Target } from './random/traffic';
import { connects, isIn, type Party, type Port } from './reach';

/** A party with a name, and ports that others try. */
interface NamedParty extends Party {
  readonly name: string;
  readonly ports: number[];
}

const UNDECLARED_PORT = 9;
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

/** Addresses inside and outside the ranges of random declarations, and those where clouds keep credentials. */
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

/** Finds connections that are possible and not declared, or declared and not possible. */
export function* undeclaredConnections(manifests: Manifests, facts: Facts): Iterable<string> {
  const workloads = manifests.all('Deployment').map(partyOf);
  for (const workload of workloads) {
    for (const to of [...workloads, ...destinations(facts, workload)])
      yield* differences(manifests, workload, to, (port) => mayConnect(facts, workload, to, port));
    for (const from of origins(facts, workload))
      yield* differences(manifests, from, workload, (port) => mayBeReached(facts, from, workload, port));
  }
}

function differences(
  manifests: Manifests,
  from: NamedParty,
  to: NamedParty,
  isDeclared: (port: Port) => boolean,
): string[] {
  return portsOf(to).flatMap((port) => {
    const isPossible = connects(manifests, from, to, port);
    if (isPossible === isDeclared(port)) return [];
    const verb = isPossible ? 'can connect' : 'cannot connect';
    return [`${from.name} ${verb} to ${to.name}:${port.port}/${port.protocol}`];
  });
}

function portsOf({ ports }: NamedParty): Port[] {
  return [...ports, UNDECLARED_PORT].flatMap((port) => PROTOCOLS.map((protocol) => ({ port, protocol })));
}

function partyOf({ metadata, spec }: Manifest): NamedParty {
  const { namespace, name } = metadata;
  const [{ ports = [] }] = spec.template.spec.containers;
  return {
    ...{ namespace, name: `${namespace}/${name}`, labels: spec.template.metadata.labels },
    ports: ports.map(({ containerPort }: Manifest) => containerPort),
  };
}

/** Returns what a workload tries besides other workloads: DNS, declared pods and addresses, and undeclared ones. */
function destinations(facts: Facts, { namespace = '' }: NamedParty): NamedParty[] {
  const { dns } = facts.peers.get(namespace)!;
  const targets = facts.targets.map(({ target }) => target);
  const ports = [...new Set([53, ...targets.flatMap((target) => target.ports)])];
  return [
    ...dns.map((server) => ({ ...server, name: 'DNS', ports: [53] })),
    ...targets.flatMap((target) =>
      target.pod ? [{ ...target.pod, name: 'a pod of another application', ports: target.ports }] : [],
    ),
    ...ADDRESSES.map((address) => ({ address, name: address, ports })),
    ...[namespace, 'stranger'].map((other) => ({ namespace: other, labels: {}, name: `a pod in ${other}`, ports })),
  ];
}

/** Returns who tries to connect to a workload besides other workloads. */
function origins(facts: Facts, workload: NamedParty): NamedParty[] {
  const { dns, controllers } = facts.peers.get(workload.namespace!)!;
  const parties = [
    ...dns,
    ...controllers,
    { namespace: workload.namespace, labels: {} },
    { address: '10.9.9.9' },
    ...consumers(facts, workload),
  ];
  return parties.map((party) => ({ ...party, name: JSON.stringify(party), ports: [] }));
}

function mayConnect({ edges, targets, peers }: Facts, from: NamedParty, to: NamedParty, asked: Port): boolean {
  const { port, protocol } = asked;
  const isEdge = edges.some(
    ({ namespace, workload, destination }) =>
      `${namespace}/${workload}` === from.name && destination === `${to.name} on ${port}` && protocol === 'TCP',
  );
  const isDns = port === 53 && protocol !== 'SCTP' && peers.get(from.namespace!)!.dns.some(matching(to));
  const own = targets.filter(({ workload }) => workload === from.name);
  return isEdge || isDns || own.some(({ target }) => includes(target, to, asked));
}

function includes({ pod, ranges = [], ports, protocol }: Target, to: NamedParty, asked: Port): boolean {
  if (!ports.includes(asked.port) || protocol !== asked.protocol) return false;
  return pod ? matching(to)(pod) : to.address !== undefined && ranges.some((range) => isIn(to.address!, range));
}

/** Returns pods with the label of a workload's consumers, in allowed namespaces and elsewhere. */
function consumers({ offers }: Facts, { name, namespace }: NamedParty): Party[] {
  const { allowedNamespaces = [] } = offers.find(({ destination }) => destination.startsWith(`${name} on `)) ?? {};
  const labels = { [consumerLabel(name)]: 'true' };
  return [...new Set([namespace, ...allowedNamespaces, 'stranger'])].map((other) => ({ namespace: other, labels }));
}

function consumerLabel(name: string): string {
  return name.replace('/', '.uses.webstack/');
}

function isConsumer({ offers }: Facts, from: NamedParty, to: NamedParty, port: number): boolean {
  const offer = offers.find(({ destination }) => destination === `${to.name} on ${port}`);
  if (offer === undefined) return false;
  const isAllowed = from.namespace === to.namespace || offer.allowedNamespaces?.includes(from.namespace ?? '');
  return isAllowed === true && from.labels?.[consumerLabel(to.name)] === 'true';
}

/** Consumers may connect, and the ingress controller if there is a route. */
function mayBeReached(facts: Facts, from: NamedParty, to: NamedParty, { port, protocol }: Port): boolean {
  if (protocol !== 'TCP') return false;
  if (isConsumer(facts, from, to, port)) return true;
  const isController = facts.peers.get(to.namespace!)!.controllers.some(matching(from));
  return isController && [...facts.routes.values()].includes(`${to.name} on ${port}`);
}

/** A party that has more labels matches too. */
function matching({ namespace, labels = {}, address }: Party): (peer: Party) => boolean {
  return (peer) =>
    peer.address === address &&
    peer.namespace === namespace &&
    Object.entries(peer.labels ?? {}).every(([key, value]) => labels[key] === value);
}

/** Returns policies that do not select the pods of exactly one workload. */
export function strayPolicies(manifests: Manifests): string[] {
  const isStray = ({ metadata, spec }: Manifest) =>
    selectedDeployments(manifests, metadata.namespace, spec.podSelector.matchLabels ?? {}).length !== 1;
  return manifests
    .all('NetworkPolicy')
    .filter(isStray)
    .map(({ metadata }) => metadata.name);
}
