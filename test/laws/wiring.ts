// Statements about the reference application, in words. Each is checked on the YAML alone.
import { Manifests, type Manifest } from '../manifests';
import { address, folder, request, selects } from './follow';
import { connects, type Party } from './reach';

/** A statement, a question about the manifests, and the answer that makes the statement true. */
export type Statement = [statement: string, ask: (manifests: Manifests) => unknown, expected: unknown];

const routesTo = (path: string, expected: string): Statement => [
  `${path} reaches ${expected}`,
  (manifests) => request(manifests, path),
  expected,
];

const connectsTo = (workload: string, [host, port]: string[], expected: string): Statement => [
  `${host} and ${port} of ${workload} lead to ${expected}`,
  (manifests) => address(manifests, workload, host, port),
  expected,
];

const isOn = (workload: string, path: string, expected: string): Statement => [
  `${path} of ${workload} is ${expected}`,
  (manifests) => folder(manifests, workload, path),
  expected,
];

const reads = (workload: string, variable: string, expected: string): Statement => [
  `${workload} reads ${variable} from ${expected}`,
  (manifests) => manifests.environment(workload)[variable],
  expected,
];

const PROVIDERS = ['redis', 'postgres', 'client', 'server'];

const emptyDir = 'an emptyDir of at most 512Mi';
const claim = 'claim postgres, ReadWriteOnce 2Gi of standard';

/** The connections by which a workload resolves names. */
function dns(workload: string): string[] {
  return ['dns', 'dns of the node'].flatMap((to) => ['TCP', 'UDP'].map((by) => `${workload} → ${to}:53/${by}`));
}

export const statements: Statement[] = [
  routesTo('/', 'client on 3000 as /'),
  routesTo('/index.html', 'client on 3000 as /index.html'),
  routesTo('/apix', 'client on 3000 as /apix'),
  routesTo('/api', 'server on 5000 as /'),
  routesTo('/api/', 'server on 5000 as /'),
  routesTo('/api/values/all', 'server on 5000 as /values/all'),
  connectsTo('server', ['REDIS_HOST', 'REDIS_PORT'], 'redis on 6379'),
  connectsTo('server', ['PGHOST', 'PGPORT'], 'postgres on 5432'),
  connectsTo('worker', ['REDIS_HOST', 'REDIS_PORT'], 'redis on 6379'),
  reads('server', 'PGUSER', 'postgres'),
  reads('server', 'PGDATABASE', 'postgres'),
  reads('server', 'PGPASSWORD', 'secret/pgpassword/PGPASSWORD'),
  reads('postgres', 'POSTGRES_USER', 'superuser'),
  [
    'postgres gives the database to the user of the server, with its password',
    (manifests) => /^ *own ('\w+' '\w+' "\$\w+")/m.exec(manifests.container('postgres').command[2])?.[1],
    `'postgres' 'postgres' "$POSTGRES_PASSWORD"`,
  ],
  reads('postgres', 'POSTGRES_DB', 'postgres'),
  reads('postgres', 'POSTGRES_PASSWORD', 'secret/pgpassword/PGPASSWORD'),
  [
    "postgres' data folder is on claim postgres",
    (manifests) => folder(manifests, 'postgres', manifests.environment('postgres').PGDATA),
    claim,
  ],
  [
    "postgres' data folder is below the mount, where every major version finds it",
    (manifests) => [manifests.environment('postgres').PGDATA, manifests.folders('postgres')['/var/lib/postgresql']],
    ['/var/lib/postgresql/pgdata', 'claim postgres'],
  ],
  [
    'postgres locks its claim before it starts',
    (manifests) => {
      const [, lock] =
        /^trap 'exit 143' TERM INT\nif ! command -v flock [^]*\nexec 9>>(\S+)\/\.lock\nif ! flock -n 9; then\n[^]*\n {2}flock 9 & wait \$! \|\| exit 1\n[^]*exec "\$@"\n$/.exec(
          manifests.container('postgres').command[2],
        ) ?? [];
      return folder(manifests, 'postgres', lock);
    },
    claim,
  ],
  ...['postgres', 'redis'].map((name): Statement => [
    `${name} has one pod, which terminates before its successor starts`,
    (manifests) => {
      const { replicas, strategy } = manifests.get('Deployment', name).spec;
      return [replicas, strategy.type];
    },
    [1, 'Recreate'],
  ]),
  ...Object.entries({ server: ['postgres', 'redis'], worker: ['redis'], client: [], redis: [], postgres: [] }).map(
    ([name, providers]): Statement => [
      `the pods of ${name} have the consumer labels of ${providers.join(' and ') || 'nothing'}`,
      (manifests) => {
        const { labels } = manifests.get('Deployment', name).spec.template.metadata;
        const consumerLabels = Object.entries(labels).filter(([label]) => label.includes('.uses.'));
        return consumerLabels.map(([label, value]) => `${label}: ${value}`);
      },
      providers.map((provider) => `fib.uses.webstack/${provider}: true`),
    ],
  ),
  ...['with', 'without'].map((policies): Statement => [
    `only declared connections are possible, ${policies} the policies of the namespace`,
    (manifests) => connections(policies === 'with' ? manifests : withoutPoliciesOfNamespace(manifests)),
    [
      ...dns('redis'),
      'a consumer of redis → redis:6379/TCP',
      ...dns('postgres'),
      'a consumer of postgres → postgres:5432/TCP',
      ...dns('client'),
      'the controller → client:3000/TCP',
      'a consumer of client → client:3000/TCP',
      'server → redis:6379/TCP',
      'server → postgres:5432/TCP',
      ...dns('server'),
      'the controller → server:5000/TCP',
      'a consumer of server → server:5000/TCP',
      'worker → redis:6379/TCP',
      ...dns('worker'),
    ],
  ]),
  [
    'pods of other libraries reach nothing, but consumers resolve names',
    foreignConnections,
    PROVIDERS.flatMap((name) => dns(`a consumer of ${name}`)),
  ],
  isOn('postgres', '/var/run/postgresql', emptyDir),
  ...['client', 'server', 'worker', 'redis', 'postgres'].map((workload) => isOn(workload, '/tmp', emptyDir)),
  isOn('redis', '/data', emptyDir),
  isOn('postgres', '/mnt/volume', 'read-only'),
  isOn('postgres', '/dev/shm', 'an emptyDir of at most 256Mi'),
  [
    'every object is in the namespace of the stack',
    (manifests) =>
      manifests.objects
        .filter(({ kind }) => kind !== 'Namespace')
        .every(({ metadata }) => metadata.namespace === manifests.get('Namespace').metadata.name),
    true,
  ],
  [
    'every Deployment selects its own pods',
    (manifests) =>
      manifests
        .all('Deployment')
        .every(({ spec }) => selects(spec.selector.matchLabels, spec.template.metadata.labels)),
    true,
  ],
  [
    'every probe uses a port that its container opens',
    (manifests) =>
      manifests.all('Deployment').flatMap(({ spec }) => spec.template.spec.containers.filter(probesClosedPort)),
    [],
  ],
];

/** Returns the statements that are false. */
export function falseStatements(manifests: Manifests): string[] {
  return statements.filter((statement) => !isTrue(statement, manifests)).map(([words]) => words);
}

/** Returns whether a statement is false. */
export function contradictStatement(manifests: Manifests): boolean {
  return statements.some((statement) => !isTrue(statement, manifests));
}

/** About manifests that cannot be followed no statement is true. */
function isTrue([, ask, expected]: Statement, manifests: Manifests): boolean {
  try {
    return JSON.stringify(ask(manifests)) === JSON.stringify(expected);
  } catch {
    return false;
  }
}

/** The names of the namespace's own policies contain a dot. */
function withoutPoliciesOfNamespace({ objects }: Manifests): Manifests {
  return new Manifests(
    objects.filter(({ kind, metadata }) => kind !== 'NetworkPolicy' || !metadata.name.includes('.')),
  );
}

const CONTROLLER = { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' };

const consumers = PROVIDERS.map((name) => ({
  ...{ name: `a consumer of ${name}`, namespace: 'fib', labels: { [`fib.uses.webstack/${name}`]: 'true' } },
}));
const stranger = { name: 'another pod', namespace: 'fib', labels: {} };
const outside = [
  { name: 'the controller', namespace: 'ingress-nginx', labels: CONTROLLER },
  { name: 'another pod beside the controller', namespace: 'ingress-nginx', labels: {} },
  { name: 'dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  { name: 'another pod beside dns', namespace: 'kube-system', labels: {} },
  { name: 'dns of the node', address: '169.254.20.10' },
  { name: 'the metadata server', address: '169.254.169.254' },
  { name: 'the internet', address: '203.0.113.7' },
  { name: 'another pod elsewhere', namespace: 'default', labels: {} },
  { name: 'a consumer elsewhere', namespace: 'default', labels: { 'fib.uses.webstack/server': 'true' } },
];

/** Returns every connection that the policies allow, between all workloads and others. */
function connections(manifests: Manifests): string[] {
  const workloads = manifests.all('Deployment').map(({ metadata, spec }) => ({
    ...{ name: metadata.name, namespace: metadata.namespace, labels: spec.template.metadata.labels },
  }));
  const others = [...outside, stranger, ...consumers];
  const pairs = workloads.flatMap((own) => [
    ...[...workloads, ...others].map((other) => [own, other]),
    ...others.map((other) => [other, own]),
  ]);
  return allowedBetween(manifests, pairs);
}

/** Returns every connection that the policies allow of and to pods that are not the library's. */
function foreignConnections(manifests: Manifests): string[] {
  const pairs = [...consumers, stranger].flatMap((own) => [
    ...[...outside, stranger].map((other) => [own, other]),
    ...outside.map((other) => [other, own]),
  ]);
  return allowedBetween(manifests, pairs);
}

function allowedBetween(manifests: Manifests, pairs: (Party & { name: string })[][]): string[] {
  return pairs
    .filter(([from, to]) => from !== to)
    .flatMap(([from, to]) => allowedPorts(manifests, from, to).map((port) => `${from.name} → ${to.name}:${port}`));
}

const PORTS = [53, 80, 443, 3000, 5000, 5432, 6379, 10250];

function allowedPorts(manifests: Manifests, from: Party, to: Party): string[] {
  return PORTS.flatMap((port) =>
    ['TCP', 'UDP']
      .filter((protocol) => connects(manifests, from, to, { port, protocol }))
      .map((protocol) => `${port}/${protocol}`),
  );
}

function probesClosedPort({ ports = [], startupProbe, readinessProbe, livenessProbe }: Manifest): boolean {
  const probed = [startupProbe, readinessProbe, livenessProbe].map(
    (probe) => (probe?.httpGet ?? probe?.tcpSocket)?.port,
  );
  return probed.some((port) => port !== undefined && !ports.some(({ name }: Manifest) => name === port));
}
