// The laws that every stack keeps, checked on its manifests. Facts about the declaration are what they are compared with.
import type { Manifest, Manifests } from '../manifests';
import { findPods, request, ruleFor, selectedDeployments } from './follow';
import { rules } from './hardening';
import type { Edge, Facts } from './random/scene';
import { strayPolicies, undeclaredConnections } from './traffic';

/** Returns what breaks a law. */
export type Law = (manifests: Manifests, facts: Facts) => Iterable<string>;

/** All laws, the slowest last. */
export const laws: [name: string, law: Law][] = [
  ...rules.map(([rule, find]): [string, Law] => [`hardened: ${rule}`, find]),
  ['1 a policy selects the pods of one workload', strayPolicies],
  [
    '2 the host and port in the variables of a consumer lead to the provider',
    (manifests, { edges }) => edges.flatMap((edge) => misledVariables(manifests, edge)),
  ],
  [
    '2 every route leads to its destination',
    (manifests, { routes }) => [...routes].flatMap(([url, destination]) => misledRoute(manifests, url, destination)),
  ],
  [
    '2 every Service leads to a port that the pods of one workload open',
    (manifests) => manifests.all('Service').flatMap((service) => misledService(manifests, service)),
  ],
  [
    '2 every Deployment selects its own pods only',
    (manifests) => namesWhere(manifests.all('Deployment'), (deployment) => !selectsItself(manifests, deployment)),
  ],
  [
    '2 every claim, Secret and ConfigMap of a pod is in the manifests or known to exist',
    (manifests, { existing }) =>
      references(manifests.all('Deployment')).filter(
        (reference) => !isDeclared(manifests, reference) && !existing.has(reference),
      ),
  ],
  [
    '3 a claim for one pod has one, which terminates before its successor starts',
    (manifests) => manifests.all('PersistentVolumeClaim').flatMap((claim) => sharedClaim(manifests, claim)),
  ],
  [
    '3 a database locks its claim',
    (manifests) =>
      namesWhere(databases(manifests), (database) => claimOf(database) !== undefined && !locksClaim(database)),
  ],
  [
    '4 objects have the names of their components',
    (manifests, facts) => namesWhere(manifests.objects, (object) => !hasComponentName(object, facts)),
  ],
  [
    '4 no two objects of a kind have the same name',
    (manifests) => manifests.objects.map(nameOf).filter((name, index, all) => all.indexOf(name) !== index),
  ],
  [
    '5 selectors consist of the name and the instance of their object',
    (manifests) =>
      namesWhere(
        [...manifests.all('Deployment'), ...manifests.all('Service')],
        (object) => !selectsByNameAndInstance(object),
      ),
  ],
  ['1 only declared connections are possible', undeclaredConnections],
];

/** Returns what breaks which law. Manifests that cannot be followed break all laws. */
export function violations(manifests: Manifests, facts: Facts): string[] {
  return laws.flatMap(([name, law]) => {
    try {
      return Array.from(law(manifests, facts), (violation) => `${name}: ${violation}`);
    } catch (error) {
      return [`${name}: ${String(error)}`];
    }
  });
}

/** Returns whether manifests break a law. */
export function breakLaw(manifests: Manifests, facts: Facts): boolean {
  return laws.some(([, law]) => {
    try {
      return law(manifests, facts)[Symbol.iterator]().next().done === false;
    } catch {
      return true;
    }
  });
}

function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.namespace}/${metadata.name}`;
}

function namesWhere(objects: Manifest[], isBroken: (object: Manifest) => boolean): string[] {
  return objects.filter(isBroken).map(nameOf);
}

function misledVariables(manifests: Manifests, edge: Edge): string[] {
  const destination = destinationOf(manifests, edge);
  if (destination === edge.destination) return [];
  return [`${edge.workload}: ${edge.hostVariable} leads to ${destination}, not to ${edge.destination}`];
}

/** Returns where the host and the port in a workload's variables lead. */
function destinationOf(manifests: Manifests, { namespace, workload, hostVariable, portVariable }: Edge): string {
  const deployment = manifests
    .all('Deployment')
    .find(({ metadata }) => metadata.namespace === namespace && metadata.name === workload);
  const [{ env = [] }] = deployment.spec.template.spec.containers;
  const valueOf = (variable: string): string => env.find(({ name }: Manifest) => name === variable)?.value;
  const [host, port] = [valueOf(hostVariable), valueOf(portVariable)];
  const [service, serviceNamespace, svc, ...rest] = host.split('.');
  const isService = serviceNamespace === undefined || (svc === 'svc' && rest.length === 0);
  if (!isService) return `${host}:${port}`;
  const pods = findPods(manifests, serviceNamespace ?? namespace, service, Number(port));
  return pods.startsWith('outside') ? pods : `${serviceNamespace ?? namespace}/${pods}`;
}

function misledRoute(manifests: Manifests, url: string, destination: string): string[] {
  const [host, ...segments] = url.split('/');
  const path = `/${segments.join('/')}`;
  const [pods] = request(manifests, path, host).split(' as ');
  const isOwnRule = ruleFor(manifests, path, host)?.expression.replaceAll('\\', '').startsWith(path);
  const isRight = isOwnRule && pods === destination.replace(/^[^/]*\//, '');
  return isRight ? [] : [`${url} leads to ${pods}, not to ${destination}`];
}

/** A Service has the port of its pods. */
function misledService(manifests: Manifests, { metadata, spec }: Manifest): string[] {
  const { namespace, name } = metadata;
  const workloads = selectedDeployments(manifests, namespace, spec.selector);
  const expected = spec.ports.map(({ port }: Manifest) => `${workloads[0]?.metadata.name} on ${port}`);
  const opened = spec.ports.map(({ port }: Manifest) => findPods(manifests, namespace, name, port));
  return workloads.length === 1 && `${opened}` === `${expected}` ? [] : [`${name} leads to ${opened}`];
}

/** Returns the objects that pods refer to, as `kind namespace/name`. */
function references(deployments: Manifest[]): string[] {
  return deployments.flatMap(({ metadata, spec }) => {
    const { containers, volumes = [] } = spec.template.spec;
    const found: [string, string | undefined][] = [
      ...(containers[0].env?.flatMap(({ valueFrom = {} }: Manifest) => [
        ['Secret', valueFrom.secretKeyRef?.name],
        ['ConfigMap', valueFrom.configMapKeyRef?.name],
      ]) ?? []),
      ...volumes.flatMap(({ persistentVolumeClaim, projected }: Manifest) => [
        ['PersistentVolumeClaim', persistentVolumeClaim?.claimName],
        ...(projected?.sources.flatMap(({ secret, configMap }: Manifest) => [
          ['Secret', secret?.name],
          ['ConfigMap', configMap?.name],
        ]) ?? []),
      ]),
    ];
    return found
      .filter(([, name]) => name !== undefined)
      .map(([kind, name]) => `${kind} ${metadata.namespace}/${name}`);
  });
}

function isDeclared(manifests: Manifests, reference: string): boolean {
  return manifests.objects.some((object) => nameOf(object) === reference);
}

function selectsItself(manifests: Manifests, { metadata, spec }: Manifest): boolean {
  const found = selectedDeployments(manifests, metadata.namespace, spec.selector.matchLabels);
  return found.length === 1 && found[0].metadata.name === metadata.name;
}

function sharedClaim(manifests: Manifests, claim: Manifest): string[] {
  if (!claim.spec.accessModes.some((mode: string) => mode.startsWith('ReadWriteOnce'))) return [];
  const users = manifests.all('Deployment').filter((deployment) => references([deployment]).includes(nameOf(claim)));
  const hasOne = users.length === 1 && users[0].spec.replicas === 1 && users[0].spec.strategy.type === 'Recreate';
  return hasOne ? [] : [`${nameOf(claim)}: ${users.map(nameOf)}`];
}

/** The label `app.kubernetes.io/component` of workloads: all other Deployments are databases. */
const WORKLOAD_ROLES = ['client', 'server', 'worker'];

function databases(manifests: Manifests): Manifest[] {
  return manifests
    .all('Deployment')
    .filter(({ metadata }) => !WORKLOAD_ROLES.includes(metadata.labels['app.kubernetes.io/component']));
}

function claimOf({ spec }: Manifest): Manifest {
  return spec.template.spec.volumes.find(({ persistentVolumeClaim }: Manifest) => persistentVolumeClaim);
}

/** The lock is a file on the claim. */
function locksClaim(database: Manifest): boolean {
  const [{ command, volumeMounts }] = database.spec.template.spec.containers;
  const [, folder] = /^exec 9>>(\S+)\/\.lock$/m.exec(command?.[2] ?? '') ?? [];
  const { name: volume } = claimOf(database);
  return volumeMounts.some(
    ({ name, mountPath, readOnly }: Manifest) => name === volume && mountPath === folder && !readOnly,
  );
}

/** Endings of names by kind: a component can have several objects of these kinds. */
const ENDINGS: Record<string, string> = {
  Ingress: '(-stripped)?',
  PersistentVolumeClaim: '(-w\\d+x)?',
  ConfigMap: '-[0-9a-f]{8}',
  NetworkPolicy: '(-.*)?',
  Secret: '(-w\\d+x-further)?',
};

function hasComponentName({ kind, metadata }: Manifest, facts: Facts): boolean {
  const { names, namespaces } = facts;
  const { namespace, name } = metadata;
  if (kind === 'Namespace') return namespaces.includes(name) && namespace === undefined;
  if (name.length > 63 || !namespaces.includes(namespace)) return false;
  if (kind === 'ServiceAccount' && name === 'default') return facts.isolated.has(namespace);
  if (kind === 'NetworkPolicy' && name.includes('.')) return isNameOfNamespacePolicy(namespace, name, facts);
  const ending = ENDINGS[kind as string] ?? '';
  return [...names].some((component) => new RegExp(`^${component}${ending}$`).test(`${namespace}/${name}`));
}

/** Policies of a namespace that denies by default are named after what they open it for, and the port of foreign pods. */
function isNameOfNamespacePolicy(namespace: string, name: string, { names, existing, isolated }: Facts): boolean {
  const [subject, ...rest] = name.split('.').filter((part) => !/^\d+$/.test(part));
  const isKnown = (own: string) => names.has(`${own}/${subject}`) || existing.has(`Service ${own}/${subject}`);
  const elsewhere = rest.length === 2 && rest[1] === 'consumers' && isKnown(rest[0]);
  const isRight = name === 'namespace.default-deny' || (rest.length === 1 && isKnown(namespace)) || elsewhere;
  return isRight && isolated.has(namespace);
}

function selectsByNameAndInstance({ kind, metadata, spec }: Manifest): boolean {
  const { labels, name } = metadata;
  const expected = {
    'app.kubernetes.io/instance': labels['app.kubernetes.io/instance'],
    'app.kubernetes.io/name': name,
  };
  return JSON.stringify(kind === 'Service' ? spec.selector : spec.selector.matchLabels) === JSON.stringify(expected);
}
