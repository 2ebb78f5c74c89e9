// One change that many manifests refer to is one finding. The manifests are plain objects.
import type { Manifest } from '../../src/manifests/manifest';
import { policyLosses } from '../../src/manifests/policy-losses';
import { lostReferences } from '../../src/manifests/references';
import { routeLosses } from '../../src/manifests/route-losses';
import { sharedLabels } from '../../src/manifests/shared-labels';

const object = <T extends object>(kind: string, name: string, spec: T, namespace = 'shop') => ({
  kind,
  metadata: { name, namespace },
  spec,
});
const deployment = (name: string, containerPort: number, env: object[] = []) =>
  object('Deployment', name, {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name, env, ports: [{ name: 'main', containerPort }] }] },
    },
  });
const service = (name: string, port: number) =>
  object('Service', name, { selector: { app: name }, ports: [{ port, targetPort: 'main' }] });
const policy = (name: string, port: number, from: object) =>
  object('NetworkPolicy', name, {
    podSelector: { matchLabels: { app: name } },
    policyTypes: ['Ingress'],
    ingress: [{ from: [from], ports: [{ port, protocol: 'TCP' }] }],
  });
const pods = (app: string) => ({ podSelector: { matchLabels: { app } } });

const DECLARED = [
  deployment('server', 5000, [
    { name: 'PGHOST', value: 'postgres' },
    { name: 'PGUSER', value: 'postgres' },
  ]),
  service('server', 80),
  policy('server', 5000, { namespaceSelector: {} }),
  object('PodDisruptionBudget', 'server', { selector: { matchLabels: { app: 'server' } } }),
  deployment('postgres', 5432, [{ name: 'POSTGRES_DB', value: 'postgres' }]),
  service('postgres', 5432),
  policy('postgres', 5432, pods('server')),
] as const;
const [SERVER, SERVER_SERVICE, SERVER_POLICY, , POSTGRES, POSTGRES_SERVICE, POSTGRES_POLICY] = DECLARED;

/** Returns the manifests, with a changed copy of one of them. */
function withChange<T extends Manifest>(original: T, change: (copy: T) => void): Manifest[] {
  const copy = structuredClone(original);
  change(copy);
  return DECLARED.map((each): Manifest => ((each as Manifest) === original ? copy : each));
}

const title = ({ kind, metadata }: Manifest) => `${String(kind)} ${(metadata as { name: string }).name}`;
function messages(changed: Manifest[]): string[] {
  return lostReferences(DECLARED, changed).map(({ index, message }) => `${title(changed[index])}: ${message}`);
}

test.each<[string, Manifest[], string[]]>([
  [
    'a label of pods',
    withChange(SERVER, ({ spec }) => (spec.template.metadata.labels.app = 'other')),
    [
      'Deployment server: the labels of its pods are changed: the Service server, the NetworkPolicy server, the PodDisruptionBudget server, the NetworkPolicy postgres no longer lead to it. Undo the change, or change them too.',
    ],
  ],
  [
    'a container port',
    withChange(POSTGRES, ({ spec }) => (spec.template.spec.containers[0].ports[0].containerPort = 1)),
    ['NetworkPolicy postgres: its port 5432 is not a port of its pods.'],
  ],
  [
    'the name of a container port',
    withChange(POSTGRES, ({ spec }) => (spec.template.spec.containers[0].ports[0].name = 'other')),
    ['Service postgres: its target port main is not a port of its pods.'],
  ],
  [
    'the name of a Service',
    withChange(POSTGRES_SERVICE, ({ metadata }) => (metadata.name = 'other')),
    ['Deployment server: its variable PGHOST names the Service postgres, which no manifest declares.'],
  ],
  [
    'the namespace of a Deployment',
    withChange(SERVER, ({ metadata }) => (metadata.namespace = 'other')),
    [
      'Deployment server: its namespace is changed: the Service server, the NetworkPolicy server, the PodDisruptionBudget server, the NetworkPolicy postgres no longer lead to it, and it no longer finds the Service postgres. Undo the change, or change them too.',
    ],
  ],
  [
    'the selector of a Service',
    withChange(SERVER_SERVICE, (copy) => Reflect.deleteProperty(copy.spec, 'selector')),
    ['Service server: it has no selector any more: it leads to no pods.'],
  ],
  ['nothing', [...DECLARED], []],
  ['an image', withChange(SERVER, ({ spec }) => Object.assign(spec.template.spec.containers[0], { image: 'b:1' })), []],
  ['a port of a policy, which is reported as closed', withChange(SERVER_POLICY, ({ spec }) => (spec.ingress = [])), []],
])('a change of %s', (_, changed, expected) => {
  expect(messages(changed)).toEqual(expected);
});

const closures = (change: (rules: typeof POSTGRES_POLICY.spec) => void) => {
  const copy = structuredClone(POSTGRES_POLICY);
  change(copy.spec);
  return policyLosses(POSTGRES_POLICY, copy)
    .filter(({ rule }) => rule === 'closed-policy')
    .map(({ message }) => message);
};

test.each<[string, (spec: typeof POSTGRES_POLICY.spec) => void]>([
  ['without rules', (spec) => (spec.ingress = [])],
  ['for another port', (spec) => (spec.ingress[0].ports[0].port = 1)],
  ['for another protocol', (spec) => (spec.ingress[0].ports[0].protocol = 'UDP')],
  ['for another peer', (spec) => (spec.ingress[0].from = [pods('client')])],
])('a policy %s denies declared traffic', (_, change) => {
  expect(closures(change)).toEqual(['spec.ingress denies declared traffic: from pods app=server on port 5432/TCP.']);
});

test.each<[string, (spec: typeof POSTGRES_POLICY.spec) => void]>([
  ['a further peer', (spec) => spec.ingress[0].from.push(pods('client'))],
  ['every pod of the namespace', (spec) => (spec.ingress[0].from = [{ podSelector: {} }])],
  ['every pod', (spec) => (spec.ingress[0].from = [{ namespaceSelector: {} }])],
  ['every address', (spec) => (spec.ingress[0].from = [{ ipBlock: { cidr: '0.0.0.0/0' } }])],
  ['all ports', (spec) => (spec.ingress[0].ports = [])],
  ['everything', (spec) => (spec.policyTypes = [])],
])('a policy that allows %s denies nothing that was declared', (_, change) => {
  expect(closures(change)).toEqual([]);
});

const REWRITE = 'nginx.ingress.kubernetes.io/rewrite-target';
const INGRESS = {
  kind: 'Ingress',
  metadata: { annotations: { [REWRITE]: '/$2' } as Record<string, string> },
  spec: { tls: [{ hosts: ['a.example'] }], rules: [{ host: 'a.example' } as { host?: string }] },
};
test.each<[string, (ingress: typeof INGRESS) => void, string[]]>([
  [
    'a rewrite',
    (ingress) => (ingress.metadata.annotations = {}),
    [`its annotation ${REWRITE} is changed: the prefix of its routes is not stripped.`],
  ],
  [
    'a certificate',
    ({ spec }) => (spec.tls = []),
    ['spec.tls lacks the host a.example: it is served without its certificate.'],
  ],
  [
    'a host',
    ({ spec }) => delete spec.rules[0].host,
    ['spec.rules has a rule without a host: its paths are served on every host.'],
  ],
  ['no part of itself', ({ metadata }) => (metadata.annotations['example.com/team'] = 'web'), []],
])('an Ingress that loses %s', (_, change, expected) => {
  const copy = structuredClone(INGRESS);
  change(copy);
  expect(routeLosses(INGRESS, copy).map(({ message }) => message)).toEqual(expected);
});

function labelMessages(manifests: readonly Manifest[], own = DECLARED.length): string[] {
  const declared = manifests.map((_, index) => (index < own ? DECLARED[index] : undefined));
  return sharedLabels(manifests, declared).map(({ index, message }) => `${title(manifests[index])}: ${message}`);
}

test('a selector that also selects the pods of another component', () => {
  const declared = structuredClone(DECLARED);
  const [first, widened] = [declared[0], structuredClone(declared[1])];
  const tier = { tier: 'web' };
  for (const each of [first, declared[4]]) Object.assign(each.spec.template.metadata.labels, tier);
  Object.assign(widened.spec, { selector: tier });
  const manifests: Manifest[] = [first, widened, ...declared.slice(2)];
  expect(sharedLabels(manifests, declared)).toEqual([
    {
      ...{ index: 1, rule: 'shared-labels', isError: false },
      message:
        'its selector also selects the pods of the Deployment postgres: they are counted as its pods and get their traffic. Undo the change.',
    },
  ]);
});

test('pods with the labels of another component', () => {
  const SHARED =
    'its pods have the labels that the Deployment postgres selects: they are counted as its pods and get their traffic. Change a label of these pods.';
  const relabelled = withChange(SERVER, ({ spec }) => (spec.template.metadata.labels.app = 'postgres'));
  expect(labelMessages(relabelled)).toEqual([`Deployment server: ${SHARED}`]);
  expect(labelMessages([...DECLARED, deployment('postgres', 1)])).toEqual([`Deployment postgres: ${SHARED}`]);
  expect(labelMessages([...DECLARED, deployment('other', 1)])).toEqual([]);
  expect(labelMessages(DECLARED)).toEqual([]);
});
