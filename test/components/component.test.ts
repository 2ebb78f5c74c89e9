// What all components with pods have: who the pods are, how they are kept, and how long a rollout may take.
import { Duration, Size } from 'cdk8s';
import {
  Client,
  Health,
  Postgres,
  Redis,
  Server,
  Volume,
  Worker,
  type ServerProps,
  type WebStack,
} from 'cdk8s-webstack';
import { mistakes, render, yaml } from '../manifests';

const image = 'example/server:1.4.0';

const everything = (stack: WebStack) => ({
  redis: new Redis(stack, 'redis'),
  postgres: new Postgres(stack, 'postgres'),
  client: new Client(stack, 'client', { image }),
  server: new Server(stack, 'server', { image }),
  worker: new Worker(stack, 'worker', { image }),
});
const names = ['redis', 'postgres', 'client', 'server', 'worker'];

test('what keeps a server, and who it is', () => {
  const manifests = render((stack) => new Server(stack, 'server', { image }));
  expect(yaml(manifests.get('ServiceAccount'), manifests.get('PodDisruptionBudget'))).toMatchSnapshot();
});

test('the pods of each component are somebody of their own, who has no token', () => {
  const manifests = render(everything);
  const accounts = manifests.all('ServiceAccount');
  expect(accounts.map(({ metadata }) => metadata.name)).toEqual(names);
  expect(accounts.map(({ automountServiceAccountToken }) => automountServiceAccountToken)).toEqual(
    names.map(() => false),
  );
  for (const name of names) expect(manifests.pod(name).serviceAccountName).toBe(name);
});

test('each object can be patched', () => {
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

describe('there is a budget, and the pods stay apart,', () => {
  const kept = (declare: (stack: WebStack) => unknown) => {
    const manifests = render(declare);
    const { affinity, topologySpreadConstraints } = manifests.pod('x');
    expect(affinity === undefined).toBe(topologySpreadConstraints === undefined);
    return { budgets: manifests.all('PodDisruptionBudget').length, isSpread: affinity !== undefined };
  };

  test.each<[string, (stack: WebStack) => unknown]>([
    ['of a client', (stack) => new Client(stack, 'x', { image })],
    ['of two servers', (stack) => new Server(stack, 'x', { image, replicas: 2 })],
    ['of workers that share the work', (stack) => new Worker(stack, 'x', { image, replicas: 2, sharesWork: true })],
    [
      'of one that may become several',
      (stack) => new Server(stack, 'x', { image, autoscaling: { minReplicas: 1, maxReplicas: 2 } }),
    ],
  ])('%s', (_, declare) => expect(kept(declare)).toEqual({ budgets: 1, isSpread: true }));

  test.each<[string, (stack: WebStack) => unknown]>([
    ['a server alone', (stack) => new Server(stack, 'x', { image, replicas: 1 })],
    ['a worker', (stack) => new Worker(stack, 'x', { image })],
    ['a Redis', (stack) => new Redis(stack, 'x')],
    ['a Postgres', (stack) => new Postgres(stack, 'x')],
    [
      'one that stays alone',
      (stack) => new Server(stack, 'x', { image, autoscaling: { minReplicas: 1, maxReplicas: 1 } }),
    ],
  ])('not of %s, whose node could never be drained', (_, declare) => {
    expect(kept(declare)).toEqual({ budgets: 0, isSpread: false });
  });

  test('by the labels that select them', () => {
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

describe('a rollout has failed after', () => {
  const deadline = (declare: (stack: WebStack) => unknown) =>
    render(declare).get('Deployment').spec.progressDeadlineSeconds;
  const server = (props: Partial<ServerProps>) => (stack: WebStack) => new Server(stack, 'x', { image, ...props });
  const slow = Health.http('/').startingWithin(Duration.minutes(30));
  const volumes = { '/srv': Volume.claim('uploads') };

  test.each<[string, number, (stack: WebStack) => unknown]>([
    ['5 minutes to arrive and 3 to start', 480, server({})],
    ['5 minutes where nothing is asked', 300, (stack) => new Worker(stack, 'x', { image })],
    ['the time that it may take to start', 2100, server({ health: slow })],
    ['the time that its predecessor takes to end', 516, server({ replicas: 1, volumes })],
    [
      'all of that',
      2160,
      server({ replicas: 1, volumes, health: slow, termination: { gracePeriod: Duration.minutes(1) } }),
    ],
    ['a minute of ending and 30 of starting, of a Redis', 2160, (stack) => new Redis(stack, 'x')],
    ['two minutes of ending and 30 of starting, of a Postgres', 2220, (stack) => new Postgres(stack, 'x')],
    [
      'no longer than the API server takes',
      2 ** 31 - 1,
      server({ replicas: 1, volumes, termination: { gracePeriod: Duration.seconds(2 ** 31 - 1) } }),
    ],
  ])('%s', (_, seconds, declare) => expect(deadline(declare)).toBe(seconds));
});

describe('the priority of pods', () => {
  const prior = (stack: WebStack) => {
    const priorityClassName = 'high';
    new Redis(stack, 'redis', { priorityClassName });
    new Postgres(stack, 'postgres', { priorityClassName });
    new Client(stack, 'client', { image, priorityClassName });
    new Server(stack, 'server', { image, priorityClassName });
    new Worker(stack, 'worker', { image, priorityClassName });
  };
  const found = (...declared: Parameters<typeof render>) => {
    const manifests = render(...declared);
    return names.map((name) => manifests.pod(name).priorityClassName);
  };
  const podDefaults = { priorityClassName: 'low' };

  test("is that of the component, then that of the stack, then the cluster's", () => {
    expect(found(prior, { podDefaults })).toEqual(names.map(() => 'high'));
    expect(found(everything, { podDefaults })).toEqual(names.map(() => 'low'));
    expect(found(everything)).toEqual(names.map(() => undefined));
  });

  test.each<[string, (stack: WebStack, priorityClassName: string) => unknown]>([
    ['a worker', (stack, priorityClassName) => new Worker(stack, 'x', { image, priorityClassName })],
    ['a Redis', (stack, priorityClassName) => new Redis(stack, 'x', { priorityClassName })],
    ['a Postgres', (stack, priorityClassName) => new Postgres(stack, 'x', { priorityClassName })],
  ])('has a name that Kubernetes takes, of %s', (_, declare) => {
    expect(mistakes((stack) => declare(stack, 'Very High'))).toEqual([
      "[app/x] the PriorityClass \"Very High\" has a name that Kubernetes refuses; allowed are a-z, 0-9, '-' and '.', at most 253",
    ]);
  });
});

describe('what a container asks for is what it may have, of memory and storage', () => {
  const bounds = (props: Partial<ServerProps>) => {
    const { requests, limits } = render((stack) => new Server(stack, 'x', { image, ...props })).container(
      'x',
    ).resources;
    return [requests, limits].map((each) => [each.memory, each['ephemeral-storage']]);
  };

  test.each<[string, Partial<ServerProps>, string[]]>([
    ['where nothing is said', {}, ['256Mi', '512Mi']],
    [
      'with what its empty volumes hold',
      { volumes: { '/x': Volume.emptyDir(Size.gibibytes(1)) } },
      ['256Mi', '1536Mi'],
    ],
    ['where a limit is said', { resources: { memory: { limit: Size.gibibytes(1) } } }, ['1Gi', '512Mi']],
    ['where a request is said', { resources: { ephemeralStorage: { request: Size.gibibytes(1) } } }, ['256Mi', '1Gi']],
  ])('%s', (_, props, both) => expect(bounds(props)).toEqual([both, both]));

  test('but for who says both', () => {
    const memory = { request: Size.mebibytes(64), limit: Size.mebibytes(128) };
    expect(bounds({ resources: { memory } })).toEqual([
      ['64Mi', '512Mi'],
      ['128Mi', '512Mi'],
    ]);
  });
});
