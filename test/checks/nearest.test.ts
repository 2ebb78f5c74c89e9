// An unknown property whose name is near a known one: the message suggests it.
import { findNearest } from '../../src/checks/nearest';
import { IngressNginxRoutes, Password, Postgres, Redis, Server, type WebStack } from 'cdk8s-webstack';
import { errors } from '../manifests';

const KNOWN = ['args', 'command', 'config', 'env', 'port', 'readOnly', 'replicas', 'secrets', 'stripPrefix', 'volumes'];

test.each([
  ['replica', 'replicas'],
  ['repilcas', 'replicas'],
  ['Replicas', 'replicas'],
  ['prot', 'port'],
  ['volume', 'volumes'],
  ['comand', 'command'],
  ['read_only', 'readOnly'],
  ['enviroment', 'env'],
  ['strip', 'stripPrefix'],
])('%s is near %s', (name, nearest) => {
  expect(findNearest(name, KNOWN)).toBe(nearest);
});

test.each(['', 'x', 'zz', 'uid', 'image', 'r'.repeat(64), `replicas${'s'.repeat(100_000)}`])(
  '%# is near none',
  (name) => {
    expect(findNearest(name, KNOWN)).toBeUndefined();
  },
);

test('a name that is as near to two names is near none', () => {
  expect(findNearest('hosts', ['hostA', 'hostB'])).toBeUndefined();
  expect(findNearest('ingress', ['ingressClass', 'ingressController'])).toBeUndefined();
});

const HEALTH = "Set health, such as Health.http('/health').";
const SCHEDULING = "Set scheduling, such as { nodeSelector: { disk: 'ssd' } }.";
const SECURITY = 'Set security, such as { user: 1000 }.';
const RESOURCES = 'Set resources, such as { memory: { limit: Size.mebibytes(512) } }.';
const ACCOUNT = 'Each component has a ServiceAccount: annotate its serviceAccount.';

test.each([
  ['imagePullPolicy', 'Set imagePullPolicy of the platform.'],
  ['imagePullSecrets', "Set podDefaults of the stack, such as { imagePullSecrets: ['registry'] }."],
  ...['readinessProbe', 'livenessProbe', 'startupProbe', 'healthcheck'].map((field) => [field, HEALTH]),
  ...['nodeSelector', 'tolerations', 'priorityClassName'].map((field) => [field, SCHEDULING]),
  ...['securityContext', 'runAsUser'].map((field) => [field, SECURITY]),
  ...['memory', 'cpu', 'limits', 'requests'].map((field) => [field, RESOURCES]),
  ...['serviceAccount', 'serviceAccountName'].map((field) => [field, ACCOUNT]),
  ['volumeMounts', "Set volumes, a map from folders to volumes: { '/data': volume }."],
  ['ports', 'Set port, the port that the program listens on.'],
  ['envFrom', "Set secrets or config, each variable by its name: { TOKEN: SecretKey.of('mail', 'TOKEN') }."],
  ['dependsOn', 'Name the providers in uses, such as uses: [redis].'],
  ['terminationGracePeriodSeconds', 'Set termination, such as { gracePeriod: Duration.seconds(60) }.'],
  ['hpa', 'Set autoscaling, such as { maxReplicas: 5 }.'],
  ['initContainers', 'Add it to the Deployment by a patch: deployment.addJsonPatch(…).'],
  ['labels', 'Set podDefaults of the stack, such as { labels: { … } }.'],
])('says where %s of Kubernetes is', (field, wayOut) => {
  const declare = (stack: WebStack) => new Server(stack, 'x', { image: 'example/x:1.0.0', [field]: [] } as never);
  expect(errors(declare)).toEqual([`[app/x] ${field} is unknown. ${wayOut}`]);
});

test('offers no property that a declaration does not have', () => {
  const [error] = errors((stack) => new Redis(stack, 'x', { readinessProbe: {}, ports: [] } as never));
  expect(error).toMatch(/^\[app\/x\] readinessProbe, ports are unknown; allowed: /);
});

test.each([
  [
    { resources: { memory: '512Mi' } },
    'resources.memory',
    'an object with properties',
    '{ limit: Size.mebibytes(512) }',
  ],
  [{ resources: { cpu: '500m' } }, 'resources.cpu', 'an object with properties', '{ request: Cpu.millis(500) }'],
  [{ resources: 'small' }, 'resources', 'an object with properties', '{ memory: { limit: Size.mebibytes(512) } }'],
  [{ security: 'root' }, 'security', 'an object with properties', '{ user: 1000 }'],
  [{ scheduling: 'ssd' }, 'scheduling', 'an object with properties', "{ nodeSelector: { disk: 'ssd' } }"],
  [{ termination: '30s' }, 'termination', 'an object with properties', '{ gracePeriod: Duration.seconds(60) }'],
  [{ autoscaling: 'yes' }, 'autoscaling', 'an object with properties', '{ maxReplicas: 5 }'],
  [{ env: 'A=1' }, 'env', 'a map from names to texts', "{ LEVEL: 'info' }"],
  [{ secrets: 'mail' }, 'secrets', 'a map from names to keys of Secrets', "{ TOKEN: SecretKey.of('mail', 'TOKEN') }"],
  [{ config: 'mail' }, 'config', 'a map from names to keys of ConfigMaps', "{ LEVEL: settings.key('level') }"],
  [{ volumes: '/data' }, 'volumes', 'a map from names to volumes', "{ '/data': volume }"],
])('shows what to write in place of %j', (props, property, allowed, example) => {
  const declare = (stack: WebStack) => new Server(stack, 'x', { image: 'example/x:1.0.0', ...props } as never);
  expect(errors(declare)).toEqual([`[app/x] ${property} is text; allowed: ${allowed}. Write ${example}.`]);
});

test('shows the list of routes, and the map of databases', () => {
  const password = "{ password: Password.fromSecret('reports', 'PGPASSWORD') }";
  const declare = (stack: WebStack) => {
    new Postgres(stack, 'x', { databases: ['reports'] } as never).database('reports');
    new Postgres(stack, 'y', {
      databases: { reports: 'z' },
      password: Password.fromSecret('y', 'PGPASSWORD'),
    } as never);
    new IngressNginxRoutes(stack, 'z', { routes: {} } as never);
  };
  expect(errors(declare)).toEqual([
    `[app/x] databases is a list; allowed: a map from names to databases. Write { reports: ${password} }.`,
    `[app/y] databases["reports"] is text; allowed: an object with properties. Write ${password}.`,
    "[app/z] routes is an Object; allowed: a list of routes. Write [Route.prefix('/', web)].",
  ]);
});

test.each<[string, (stack: WebStack) => unknown, string]>([
  [
    'of a component',
    (stack) => new Redis(stack, 'x', { evicton: 'lru' } as never),
    'evicton is unknown; did you mean eviction?',
  ],
  [
    'of a group',
    (stack) => new Server(stack, 'x', { image: 'example/x:1.0.0', security: { users: 7 } as never }),
    'security.users is unknown; did you mean user?',
  ],
])('suggests the nearest property %s', (_, declare, expected) => {
  expect(errors(declare)).toEqual([`[app/x] ${expected}`]);
});
