// The laws that every stack keeps, asked of the manifests alone; what was declared is what they are compared with.
import type { Manifest, Manifests } from '../manifests';
import { pods, request, ruleFor, selected } from './follow';
import { rules } from './hardening';
import type { Declared, Edge } from './random/scene';
import { strayPolicies, undeclared } from './traffic';

/** Answers with what breaks the law. */
export type Law = (manifests: Manifests, declared: Declared & { readonly routes: Map<string, string> }) => string[];

export const laws: [string, Law][] = [
  ...rules.map(([rule, answer]): [string, Law] => [`hardened: ${rule}`, answer]),
  ['1 what is declared is what is reachable', undeclared],
  ['1 a policy selects the pods of one workload', strayPolicies],
  [
    '2 every host that a workload knows leads where it was declared to',
    (manifests, { edges }) =>
      edges
        .filter((edge) => reached(manifests, edge) !== edge.leadsTo)
        .map(
          (edge) =>
            `${edge.workload}: ${edge.hostVariable} leads to ${reached(manifests, edge)}, not to ${edge.leadsTo}`,
        ),
  ],
  [
    '2 every route leads where it was declared to',
    (manifests, { routes }) => [...routes].flatMap(([url, leadsTo]) => misrouted(manifests, url, leadsTo)),
  ],
  [
    '2 every Service leads to a port that the pods of one workload open',
    (manifests) => manifests.all('Service').flatMap((service) => misled(manifests, service)),
  ],
  [
    '2 every Deployment selects its own pods, and no others',
    (manifests) =>
      manifests
        .all('Deployment')
        .filter((each) => !isAlone(manifests, each))
        .map(nameOf),
  ],
  [
    '2 every claim, Secret and ConfigMap that a pod names is there, or was said to be elsewhere',
    (manifests, { outside }) =>
      references(manifests).filter((reference) => !exists(manifests, reference) && !outside.has(reference)),
  ],
  [
    '3 a claim for one pod has one, which ends before its successor starts',
    (manifests) => manifests.all('PersistentVolumeClaim').flatMap((claim) => sharedBy(manifests, claim)),
  ],
  [
    '3 a database holds a lock on its claim',
    (manifests) =>
      databases(manifests)
        .filter((database) => claimOf(database) && !locks(database))
        .map(({ metadata }) => metadata.name),
  ],
  [
    '4 objects have the names of their components',
    (manifests, declared) =>
      manifests.objects
        .filter((object) => !isNamed(object, declared))
        .map(({ kind, metadata }) => `${kind} ${metadata.name}`),
  ],
  [
    '4 no two objects of a kind have one name',
    (manifests) => manifests.objects.map(nameOf).filter((name, index, all) => all.indexOf(name) !== index),
  ],
  [
    "5 selectors hold a name and an instance, which are the object's own",
    (manifests) =>
      [...manifests.all('Deployment'), ...manifests.all('Service')]
        .filter((object) => !selectsByName(object))
        .map(nameOf),
  ],
];

function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.namespace}/${metadata.name}`;
}

function deploymentOf(manifests: Manifests, namespace: string, name: string): Manifest {
  return manifests.all('Deployment').find(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
}

/** Where the host and the port in a workload's variables lead. */
function reached(manifests: Manifests, { namespace, workload, hostVariable, portVariable }: Edge): string {
  const [{ env = [] }] = deploymentOf(manifests, namespace, workload).spec.template.spec.containers;
  const value = (name: string): string => env.find((each: Manifest) => each.name === name)?.value;
  const [host, port] = [value(hostVariable), value(portVariable)];
  const [service, elsewhere, svc, ...more] = host.split('.');
  const [isService, there] =
    elsewhere === undefined ? [true, namespace] : [svc === 'svc' && more.length === 0, elsewhere];
  if (!isService) return `${host}:${port}`;
  const found = pods(manifests, there, service, Number(port));
  return found.startsWith('outside') ? found : `${there}/${found}`;
}

function misrouted(manifests: Manifests, url: string, leadsTo: string): string[] {
  const [host, ...parts] = url.split('/');
  const path = `/${parts.join('/')}`;
  const [answer] = request(manifests, path, host).split(' as ');
  const isItsOwn = ruleFor(manifests, path, host)?.expression.replaceAll('\\', '').startsWith(path);
  return isItsOwn && answer === leadsTo.replace(/^[^/]*\//, '') ? [] : [`${url} leads to ${answer}, not to ${leadsTo}`];
}

/** A Service listens where its pods do. */
function misled(manifests: Manifests, { metadata, spec }: Manifest): string[] {
  const { namespace, name } = metadata;
  const behind = selected(manifests, namespace, spec.selector).map((workload) => workload.metadata.name);
  const wanted = spec.ports.map(({ port }: Manifest) => `${behind[0]} on ${port}`);
  const opened = spec.ports.map(({ port }: Manifest) => pods(manifests, namespace, name, port));
  return behind.length === 1 && `${opened}` === `${wanted}` ? [] : [`${name} leads to ${opened}`];
}

/** All that the pods name, as `kind namespace/name`. */
function references(manifests: Manifests): string[] {
  return manifests.all('Deployment').flatMap(({ metadata, spec }) => {
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

function exists(manifests: Manifests, reference: string): boolean {
  return manifests.objects.some((object) => nameOf(object) === reference);
}

function isAlone(manifests: Manifests, { metadata, spec }: Manifest): boolean {
  const found = selected(manifests, metadata.namespace, spec.selector.matchLabels);
  return found.length === 1 && found[0].metadata.name === metadata.name;
}

function sharedBy(manifests: Manifests, { metadata, spec }: Manifest): string[] {
  if (!spec.accessModes.some((mode: string) => mode.startsWith('ReadWriteOnce'))) return [];
  const reference = nameOf({ kind: 'PersistentVolumeClaim', metadata });
  const users = manifests.all('Deployment').filter((each) => references(manifestsOf(each)).includes(reference));
  const hasOne = users.length === 1 && users[0].spec.replicas === 1 && users[0].spec.strategy.type === 'Recreate';
  return hasOne ? [] : [`${reference}: ${users.map(nameOf)}`];
}

function manifestsOf(object: Manifest): Manifests {
  return { all: () => [object] } as unknown as Manifests;
}

function databases(manifests: Manifests): Manifest[] {
  return manifests
    .all('Deployment')
    .filter(({ metadata }) => ['cache', 'database'].includes(metadata.labels['app.kubernetes.io/component']));
}

function claimOf({ spec }: Manifest): Manifest {
  return spec.template.spec.volumes.find(({ persistentVolumeClaim }: Manifest) => persistentVolumeClaim);
}

/** The lock is a file on the claim. */
function locks(database: Manifest): boolean {
  const [{ command, volumeMounts }] = database.spec.template.spec.containers;
  const [, folder] = /^exec 9>>(\S+)\/\.lock$/m.exec(command?.[2] ?? '') ?? [];
  return volumeMounts.some(
    ({ name, mountPath, readOnly }: Manifest) => name === claimOf(database).name && mountPath === folder && !readOnly,
  );
}

function isNamed({ kind, metadata }: Manifest, { names, namespaces }: Declared): boolean {
  const { namespace, name } = metadata;
  if (kind === 'Namespace') return namespaces.includes(name) && namespace === undefined;
  if (name.length > 63 || !namespaces.includes(namespace)) return false;
  const role =
    {
      ...{ Ingress: '(-stripped)?', PersistentVolumeClaim: '(-w\\d+x)?', ConfigMap: '-[0-9a-f]{8}' },
      NetworkPolicy: '(-.*)?',
    }[kind as string] ?? '';
  return [...names].some((each) => new RegExp(`^${each}${role}$`).test(`${namespace}/${name}`));
}

function selectsByName({ kind, metadata, spec }: Manifest): boolean {
  const { labels, name } = metadata;
  const expected = {
    'app.kubernetes.io/instance': labels['app.kubernetes.io/instance'],
    'app.kubernetes.io/name': name,
  };
  return JSON.stringify(kind === 'Service' ? spec.selector : spec.selector.matchLabels) === JSON.stringify(expected);
}
