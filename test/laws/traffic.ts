// Law 1: only declared connections are possible. Every workload tries to connect to everyone, and everyone to it.
import { Manifests, type Manifest } from '../manifests';
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
  ...['169.254.169.254', '168.63.129.16', '100.100.100.200'],
  '2001:db8::1',
  '2001:db8:1::1',
  'fd00:ec2::254',
  'fd20:ce::254',
];

/** Finds connections that are possible and not declared, or declared and not possible. */
export function* undeclaredConnections(manifests: Manifests, facts: Facts): Iterable<string> {
  const workloads = manifests.all('Deployment').map(partyOf);
  yield* connectionsOfWorkloads(manifests, facts, workloads);
  if (facts.isolated.size === 0) return;
  yield* connectionsOfWorkloads(withoutPoliciesOfNamespaces(manifests), facts, workloads);
  for (const namespace of facts.isolated) yield* foreignConnections(manifests, facts, namespace, workloads);
}

/** The policies of components suffice for their own pods: the namespace's are for pods of other libraries. */
function withoutPoliciesOfNamespaces({ objects }: Manifests): Manifests {
  return new Manifests(objects.filter(({ kind, metadata }) => kind !== 'NetworkPolicy' || !isOfNamespace(metadata)));
}

/** The names of a namespace's policies contain a dot. */
function isOfNamespace({ name }: Manifest): boolean {
  return name.includes('.');
}

function* connectionsOfWorkloads(manifests: Manifests, facts: Facts, workloads: NamedParty[]): Iterable<string> {
  for (const workload of workloads) {
    for (const to of [...workloads, ...destinations(facts, workload)])
      yield* differences(manifests, workload, to, (port) => mayConnect(facts, workload, to, port));
    for (const from of origins(facts, workload))
      yield* differences(manifests, from, workload, (port) => mayBeReached(facts, from, workload, port));
  }
}

/** Finds such connections of pods that are not the library's, in a namespace that denies by default. */
function* foreignConnections(
  manifests: Manifests,
  facts: Facts,
  namespace: string,
  workloads: NamedParty[],
): Iterable<string> {
  const stranger = { namespace, labels: {}, name: `a pod in ${namespace}`, ports: [80] };
  for (const from of [stranger, ...foreignConsumers(facts, namespace)])
    for (const to of [...workloads, ...destinations(facts, from)])
      yield* differences(manifests, from, to, (port) => mayConsume(facts, from, to, port));
  const admitted = facts.admitted.filter((each) => each.namespace === namespace);
  const pods = admitted.map(({ target }) => ({
    ...target.pod,
    namespace,
    name: 'an admitted pod',
    ports: target.ports,
  }));
  yield* connectionsFromElsewhere(manifests, facts, namespace);
  const { controllers } = facts.peers.get(namespace)!;
  const outsiders = [...controllers, { address: '10.9.9.9' }, stranger];
  for (const to of [stranger, ...pods])
    for (const party of outsiders)
      yield* differences(manifests, { ...party, name: JSON.stringify(party), ports: [] }, to, (port) =>
        isAdmitted(facts, party, to, port),
      );
}

/** Finds connections of consumers in other namespaces to providers that are not the library's. */
function* connectionsFromElsewhere(manifests: Manifests, { targets }: Facts, namespace: string): Iterable<string> {
  for (const { target } of targets) {
    const { pod, consumerLabel: label, allowedNamespaces = [], ports } = target;
    if (pod?.namespace !== namespace || label === undefined) continue;
    const to = { ...pod, name: 'a provider of another library', ports };
    for (const other of new Set([...allowedNamespaces, 'elsewhere'])) {
      const from = { namespace: other, labels: { [label]: 'true' }, name: `a consumer in ${other}`, ports: [] };
      const isAllowed = other === namespace || allowedNamespaces.includes(other);
      yield* differences(manifests, from, to, (port) => isAllowed && includes(target, to, port));
    }
  }
}

/** Returns pods with the label of the consumers of any provider. */
function foreignConsumers({ offers, targets }: Facts, namespace: string): NamedParty[] {
  const components = offers.map(({ destination }) => destination.split(' on ')[0]).filter((name) => name.includes('/'));
  const keys = [...components.map(consumerLabel), ...targets.flatMap(({ target }) => target.consumerLabel ?? [])];
  return [...new Set(keys)].map((key) => ({
    ...{ namespace, labels: { [key]: 'true' }, name: `a consumer ${key} in ${namespace}`, ports: [] },
  }));
}

/** Whether a pod of another library may connect: with the label of a provider to that provider and to DNS. */
function mayConsume(facts: Facts, from: NamedParty, to: NamedParty, asked: Port): boolean {
  const { offers, targets, peers } = facts;
  const { namespace = '', labels = {} } = from;
  const used = targets.filter(
    ({ target }) =>
      target.pod?.namespace === namespace && target.consumerLabel !== undefined && target.consumerLabel in labels,
  );
  const isOffered = offers.some(
    ({ destination, namespace: own, allowedNamespaces = [] }) =>
      consumerLabel(destination.split(' on ')[0]) in labels &&
      (own === namespace || allowedNamespaces.includes(namespace)),
  );
  const isDns = asked.port === 53 && asked.protocol !== 'SCTP' && peers.get(namespace)!.dns.some(matching(to));
  if (isDns && (isOffered || used.length > 0)) return true;
  if (used.some(({ target }) => includes(target, to, asked))) return true;
  return asked.protocol === 'TCP' && isConsumer(facts, from, to, asked.port);
}

/** Whether the ingress controller may connect to a pod that is not the library's: a routed one, or a solver. */
function isAdmitted({ admitted, peers }: Facts, from: Party, to: NamedParty, asked: Port): boolean {
  const own = admitted.filter(({ namespace }) => namespace === to.namespace);
  const isController = peers.get(to.namespace!)!.controllers.some(matching(from));
  return (
    isController &&
    own.some(({ namespace, target }) => includes({ ...target, pod: { ...target.pod, namespace } }, to, asked))
  );
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

/** Returns policies that do not select the pods of exactly one workload. Those with a dot in their names are the namespace's. */
export function strayPolicies(manifests: Manifests): string[] {
  const isStray = ({ metadata, spec }: Manifest) =>
    !isOfNamespace(metadata) &&
    selectedDeployments(manifests, metadata.namespace, spec.podSelector.matchLabels ?? {}).length !== 1;
  return manifests
    .all('NetworkPolicy')
    .filter(isStray)
    .map(({ metadata }) => metadata.name);
}
