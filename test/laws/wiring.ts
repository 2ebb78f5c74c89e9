// What the manifests of the reference application say, in words. Each statement is checked on the YAML alone.
import type { Manifest, Manifests } from '../manifests';
import { address, folder, request, selects } from './follow';
import { connects, type Party } from './reach';

/** A statement, and what the manifests answer in place of it. */
export type Statement = [statement: string, answer: (manifests: Manifests) => unknown, expected: unknown];

const leads = (path: string, expected: string): Statement => [
  `${path} reaches ${expected}`,
  (manifests) => request(manifests, path),
  expected,
];

const finds = (workload: string, [host, port]: string[], expected: string): Statement => [
  `${workload} finds ${expected} by ${host} and ${port}`,
  (manifests) => address(manifests, workload, host, port),
  expected,
];

const lies = (workload: string, path: string, expected: string): Statement => [
  `${path} of ${workload} is ${expected}`,
  (manifests) => folder(manifests, workload, path),
  expected,
];

const reads = (workload: string, variable: string, expected: string): Statement => [
  `${workload} reads ${variable} from ${expected}`,
  (manifests) => manifests.environment(workload)[variable],
  expected,
];

const own = "a folder of the pod's own of at most 512Mi";
const claim = 'claim postgres, ReadWriteOnce 2Gi of standard';

/** That a workload has names resolved. */
function names(workload: string): string[] {
  return ['dns', 'dns of the node'].flatMap((to) => ['TCP', 'UDP'].map((by) => `${workload} → ${to}:53/${by}`));
}

export const statements: Statement[] = [
  leads('/', 'client on 3000 as /'),
  leads('/index.html', 'client on 3000 as /index.html'),
  leads('/apix', 'client on 3000 as /apix'),
  leads('/api', 'server on 5000 as /'),
  leads('/api/', 'server on 5000 as /'),
  leads('/api/values/all', 'server on 5000 as /values/all'),
  finds('server', ['REDIS_HOST', 'REDIS_PORT'], 'redis on 6379'),
  finds('server', ['PGHOST', 'PGPORT'], 'postgres on 5432'),
  finds('worker', ['REDIS_HOST', 'REDIS_PORT'], 'redis on 6379'),
  reads('server', 'PGUSER', 'postgres'),
  reads('server', 'PGDATABASE', 'postgres'),
  reads('server', 'PGPASSWORD', 'secret/pgpassword/PGPASSWORD'),
  reads('postgres', 'POSTGRES_USER', 'postgres'),
  reads('postgres', 'POSTGRES_DB', 'postgres'),
  reads('postgres', 'POSTGRES_PASSWORD', 'secret/pgpassword/PGPASSWORD'),
  [
    "postgres' data folder is on claim postgres",
    (manifests) => folder(manifests, 'postgres', manifests.environment('postgres').PGDATA),
    claim,
  ],
  [
    "postgres' data folder has the name that every major version finds, below the mount that all of them leave alone",
    (manifests) => [manifests.environment('postgres').PGDATA, manifests.folders('postgres')['/var/lib/postgresql']],
    ['/var/lib/postgresql/pgdata', 'claim postgres'],
  ],
  [
    'postgres holds a lock on its claim before it starts',
    (manifests) => {
      const [, lock] =
        /^if ! command -v flock [^\n]*\nexec 9>>(\S+)\/\.lock\nif ! flock -n 9; then\n[^]*\n {2}flock 9 & wait \$! \|\| exit 1\n[^]*exec `command -v docker-entrypoint.sh` "\$@"\n$/.exec(
          manifests.container('postgres').command[2],
        ) ?? [];
      return folder(manifests, 'postgres', lock);
    },
    claim,
  ],
  ...['postgres', 'redis'].map((name): Statement => [
    `${name} has one pod, which ends before its successor starts`,
    (manifests) => {
      const { replicas, strategy } = manifests.get('Deployment', name).spec;
      return [replicas, strategy.type];
    },
    [1, 'Recreate'],
  ]),
  ...Object.entries({ server: ['postgres', 'redis'], worker: ['redis'], client: [], redis: [], postgres: [] }).map(
    ([name, providers]): Statement => [
      `the pods of ${name} are marked as users of ${providers.join(' and ') || 'nobody'}`,
      (manifests) => {
        const { labels } = manifests.get('Deployment', name).spec.template.metadata;
        const marks = Object.entries(labels).filter(([label]) => label.includes('.uses.'));
        return marks.map(([label, value]) => `${label}: ${value}`);
      },
      providers.map((provider) => `fib.uses.webstack/${provider}: true`),
    ],
  ),
  [
    'only what is declared can connect',
    connections,
    [
      ...names('redis'),
      ...names('postgres'),
      ...names('client'),
      'the controller → client:3000/TCP',
      'a user of client → client:3000/TCP',
      'server → redis:6379/TCP',
      'server → postgres:5432/TCP',
      ...names('server'),
      'the controller → server:5000/TCP',
      'a user of server → server:5000/TCP',
      'worker → redis:6379/TCP',
      ...names('worker'),
    ],
  ],
  lies('postgres', '/var/run/postgresql', own),
  ...['client', 'server', 'worker', 'redis', 'postgres'].map((workload) => lies(workload, '/tmp', own)),
  lies('redis', '/data', own),
  lies('postgres', '/mnt/volume', 'read-only'),
  lies('postgres', '/dev/shm', "a folder of the pod's own of at most 256Mi"),
  [
    'every object is in the namespace that is made',
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
    'every probe asks a port that its container opens',
    (manifests) =>
      manifests.all('Deployment').flatMap(({ spec }) => spec.template.spec.containers.filter(asksAClosedPort)),
    [],
  ],
];

/** The statements that do not hold. */
export function broken(manifests: Manifests): string[] {
  return statements.filter(([, answer, expected]) => !holds(() => answer(manifests), expected)).map(([words]) => words);
}

/** Manifests that cannot even be read do not hold. */
function holds(answer: () => unknown, expected: unknown): boolean {
  try {
    return JSON.stringify(answer()) === JSON.stringify(expected);
  } catch {
    return false;
  }
}

const CONTROLLER = { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' };

/** Every connection, from everybody to everybody, that the policies let through. */
function connections(manifests: Manifests): string[] {
  const workloads = manifests.all('Deployment').map(({ metadata, spec }) => ({
    ...{ name: metadata.name, namespace: metadata.namespace, labels: spec.template.metadata.labels },
  }));
  const user = (name: string) => ({ name: `a user of ${name}`, labels: { [`fib.uses.webstack/${name}`]: 'true' } });
  const others = [
    { name: 'the controller', namespace: 'ingress-nginx', labels: CONTROLLER },
    { name: 'a neighbour of the controller', namespace: 'ingress-nginx', labels: {} },
    { name: 'dns', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
    { name: 'a neighbour of dns', namespace: 'kube-system', labels: {} },
    { name: 'dns of the node', address: '169.254.20.10' },
    { name: 'the metadata', address: '169.254.169.254' },
    { name: 'the world', address: '203.0.113.7' },
    { name: 'a stranger', namespace: 'fib', labels: {} },
    { name: 'a stranger elsewhere', namespace: 'default', labels: {} },
    ...['client', 'server'].map((name) => ({ ...user(name), namespace: 'fib' })),
    { name: 'a user elsewhere', namespace: 'default', labels: user('server').labels },
  ];
  const pairs = workloads.flatMap((own) => [
    ...[...workloads, ...others].map((other) => [own, other]),
    ...others.map((other) => [other, own]),
  ]);
  return pairs
    .filter(([from, to]) => from !== to)
    .flatMap(([from, to]) => passed(manifests, from, to).map((port) => `${from.name} → ${to.name}:${port}`));
}

const PORTS = [53, 80, 443, 3000, 5000, 5432, 6379, 10250];

function passed(manifests: Manifests, from: Party, to: Party): string[] {
  return PORTS.flatMap((port) =>
    ['TCP', 'UDP']
      .filter((protocol) => connects(manifests, from, to, { port, protocol }))
      .map((protocol) => `${port}/${protocol}`),
  );
}

function asksAClosedPort({ ports = [], startupProbe, readinessProbe, livenessProbe }: Manifest): boolean {
  const asked = [startupProbe, readinessProbe, livenessProbe].map(
    (probe) => (probe?.httpGet ?? probe?.tcpSocket)?.port,
  );
  return asked.some((port) => port !== undefined && !ports.some(({ name }: Manifest) => name === port));
}
