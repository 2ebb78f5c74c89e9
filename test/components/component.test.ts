// Every component with pods has a ServiceAccount, a budget, spreading, a rollout deadline, a priority.
import { Duration, Size } from 'cdk8s';
import {
  Client,
  Health,
  Postgres,
  Redis,
  Server,
  Volume,
  Worker,
  type Scheduling,
  type ServerProps,
  type WebStack,
} from 'cdk8s-webstack';
import { errors, render, yaml } from '../manifests';

const image = 'example/server:1.4.0';

const everything = (stack: WebStack) => ({
  redis: new Redis(stack, 'redis'),
  postgres: new Postgres(stack, 'postgres'),
  client: new Client(stack, 'client', { image }),
  server: new Server(stack, 'server', { image }),
  worker: new Worker(stack, 'worker', { image }),
});
const names = ['redis', 'postgres', 'client', 'server', 'worker'];

test('a server has a ServiceAccount and a PodDisruptionBudget', () => {
  const manifests = render((stack) => new Server(stack, 'server', { image }));
  expect(yaml(manifests.get('ServiceAccount', 'server'), manifests.get('PodDisruptionBudget'))).toMatchSnapshot();
});

test('the pods of each component have a ServiceAccount of their own, without a token', () => {
  const manifests = render(everything);
  const accounts = manifests.all('ServiceAccount').filter(({ metadata }) => metadata.name !== 'default');
  expect(accounts.map(({ metadata }) => metadata.name)).toEqual(names);
  expect(accounts.map(({ automountServiceAccountToken }) => automountServiceAccountToken)).toEqual(
    names.map(() => false),
  );
  for (const name of names) expect(manifests.pod(name).serviceAccountName).toBe(name);
});

test('exposes each object', () => {
  render((stack) => {
    const components = everything(stack);
    for (const [id, { serviceAccount, networkPolicy }] of Object.entries(components)) {
      expect([serviceAccount.kind, serviceAccount.name]).toEqual(['ServiceAccount', id]);
      expect([networkPolicy.kind, networkPolicy.name]).toEqual(['NetworkPolicy', id]);
    }
    const { client, server, worker } = components;
    const several = new Worker(stack, 'several', { image, replicas: 2, sharesWork: true });
    const budgets = [client, server, worker, several].map((each) => each.podDisruptionBudget?.name);
    expect(budgets).toEqual(['client', 'server', undefined, 'several']);
  });
});

describe('creates a budget and spreads the pods', () => {
  const protectionOf = (declare: (stack: WebStack) => unknown) => {
    const manifests = render(declare);
    const { affinity, topologySpreadConstraints } = manifests.pod('x');
    expect(affinity === undefined).toBe(topologySpreadConstraints === undefined);
    return { budgets: manifests.all('PodDisruptionBudget').length, isSpread: affinity !== undefined };
  };

  test.each<[string, (stack: WebStack) => unknown]>([
    ['for a client', (stack) => new Client(stack, 'x', { image })],
    ['for two servers', (stack) => new Server(stack, 'x', { image, replicas: 2 })],
    ['for workers that share the work', (stack) => new Worker(stack, 'x', { image, replicas: 2, sharesWork: true })],
    [
      'for a server that may scale to several pods',
      (stack) => new Server(stack, 'x', { image, autoscaling: { minReplicas: 1, maxReplicas: 2 } }),
    ],
  ])('%s', (_, declare) => expect(protectionOf(declare)).toEqual({ budgets: 1, isSpread: true }));

  test.each<[string, (stack: WebStack) => unknown]>([
    ['a single server', (stack) => new Server(stack, 'x', { image, replicas: 1 })],
    ['a worker', (stack) => new Worker(stack, 'x', { image })],
    ['a Redis', (stack) => new Redis(stack, 'x')],
    ['a Postgres', (stack) => new Postgres(stack, 'x')],
    [
      'a server that scales to one pod at most',
      (stack) => new Server(stack, 'x', { image, autoscaling: { minReplicas: 1, maxReplicas: 1 } }),
    ],
  ])('not for %s, whose node could never be drained', (_, declare) => {
    expect(protectionOf(declare)).toEqual({ budgets: 0, isSpread: false });
  });

  test('by the labels of the selector', () => {
    const manifests = render((stack) => new Server(stack, 'server', { image }));
    const { selector } = manifests.get('Deployment').spec;
    const { affinity, topologySpreadConstraints } = manifests.pod('server');
    const [{ podAffinityTerm }] = affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution;
    expect(manifests.get('PodDisruptionBudget').spec.selector).toEqual(selector);
    expect([podAffinityTerm, ...topologySpreadConstraints].map((each) => each.labelSelector)).toEqual([
      selector,
      selector,
    ]);
  });
});

describe('a rollout fails after', () => {
  const deadline = (declare: (stack: WebStack) => unknown) =>
    render(declare).get('Deployment').spec.progressDeadlineSeconds;
  const server = (props: Partial<ServerProps>) => (stack: WebStack) => new Server(stack, 'x', { image, ...props });
  const slow = Health.http('/').withStartupTimeout(Duration.minutes(30));
  const volumes = { '/srv': Volume.claim('uploads') };

  test.each<[string, number, (stack: WebStack) => unknown]>([
    ['5 minutes to schedule and 3 to start', 480, server({})],
    ['5 minutes to schedule, without probes', 300, (stack) => new Worker(stack, 'x', { image })],
    ['the startup timeout of the component', 2100, server({ health: slow })],
    ['the grace period of its predecessor as well, on a ReadWriteOnce claim', 516, server({ replicas: 1, volumes })],
    [
      'all of these together',
      2160,
      server({ replicas: 1, volumes, health: slow, termination: { gracePeriod: Duration.minutes(1) } }),
    ],
    ['1 minute to terminate and 30 to start, for a Redis', 2160, (stack) => new Redis(stack, 'x')],
    ['2 minutes to terminate and 30 to start, for a Postgres', 2220, (stack) => new Postgres(stack, 'x')],
    [
      'the highest number that the API server accepts',
      2 ** 31 - 1,
      server({ replicas: 1, volumes, termination: { gracePeriod: Duration.seconds(2 ** 31 - 1) } }),
    ],
  ])('%s', (_, seconds, declare) => expect(deadline(declare)).toBe(seconds));
});

describe('the PriorityClass of pods', () => {
  const prioritized = (stack: WebStack) => {
    const scheduling = { priorityClassName: 'high' };
    new Redis(stack, 'redis', { scheduling });
    new Postgres(stack, 'postgres', { scheduling });
    new Client(stack, 'client', { image, scheduling });
    new Server(stack, 'server', { image, scheduling });
    new Worker(stack, 'worker', { image, scheduling });
  };
  const classesOf = (...declared: Parameters<typeof render>) => {
    const manifests = render(...declared);
    return names.map((name) => manifests.pod(name).priorityClassName);
  };
  const podDefaults = { scheduling: { priorityClassName: 'low' } };

  test("is the component's, then the stack's, then the cluster's default", () => {
    expect(classesOf(prioritized, { podDefaults })).toEqual(names.map(() => 'high'));
    expect(classesOf(everything, { podDefaults })).toEqual(names.map(() => 'low'));
    expect(classesOf(everything)).toEqual(names.map(() => undefined));
  });

  test.each<[string, (stack: WebStack, scheduling: Scheduling) => unknown]>([
    ['a worker', (stack, scheduling) => new Worker(stack, 'x', { image, scheduling })],
    ['a Redis', (stack, scheduling) => new Redis(stack, 'x', { scheduling })],
    ['a Postgres', (stack, scheduling) => new Postgres(stack, 'x', { scheduling })],
  ])('has a valid name: %s', (_, declare) => {
    expect(errors((stack) => declare(stack, { priorityClassName: 'Very High' }))).toEqual([
      '[app/x] scheduling.priorityClassName is "Very High"; allowed: a PriorityClass name of at most 253 lower-case letters, digits, \'-\' and \'.\', starting and ending with a letter or digit. Write "very-high".',
    ]);
  });
});

describe('requests of memory and storage equal limits', () => {
  const boundsOf = (props: Partial<ServerProps>) => {
    const { requests, limits } = render((stack) => new Server(stack, 'x', { image, ...props })).container(
      'x',
    ).resources;
    return [requests, limits].map((each) => [each.memory, each['ephemeral-storage']]);
  };

  test.each<[string, Partial<ServerProps>, string[]]>([
    ['by default', {}, ['256Mi', '512Mi']],
    [
      'plus the limits of empty volumes',
      { volumes: { '/x': Volume.emptyDir(Size.gibibytes(1)) } },
      ['256Mi', '1536Mi'],
    ],
    ['if a limit is set', { resources: { memory: { limit: Size.gibibytes(1) } } }, ['1Gi', '512Mi']],
    ['if a request is set', { resources: { ephemeralStorage: { request: Size.gibibytes(1) } } }, ['256Mi', '1Gi']],
  ])('%s', (_, props, both) => expect(boundsOf(props)).toEqual([both, both]));

  test('unless both are set', () => {
    const memory = { request: Size.mebibytes(64), limit: Size.mebibytes(128) };
    expect(boundsOf({ resources: { memory } })).toEqual([
      ['64Mi', '512Mi'],
      ['128Mi', '512Mi'],
    ]);
  });
});
