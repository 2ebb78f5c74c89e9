import { Duration } from 'cdk8s';
import { Health, Redis, Route, Worker, type WebStack, type WorkerProps } from 'cdk8s-webstack';
import { mistakes, render, yaml } from '../manifests';

const image = 'example/worker:1.4.0';

test('a worker with nothing but an image has pods and no Service', () => {
  const manifests = render((stack) => new Worker(stack, 'worker', { image }));
  expect(manifests.objects.map(({ kind }) => kind)).toEqual([
    'Namespace',
    'ServiceAccount',
    'NetworkPolicy',
    'Deployment',
  ]);
  expect(yaml(manifests.get('Deployment'))).toMatchSnapshot();
});

test('a worker with every property', () => {
  const everything = (stack: WebStack): Required<WorkerProps> => ({
    ...{ image, replicas: 3, sharesWork: true, health: Health.command(['node', 'health.js']) },
    ...{
      uses: [new Redis(stack, 'redis')],
      env: {},
      secrets: {},
      config: {},
      files: {},
      volumes: {},
      writablePaths: [],
    },
    ...{ command: ['node'], args: ['worker.js'], resources: {}, security: {} },
    ...{ priorityClassName: 'batch', allowEgress: [] },
    termination: { gracePeriod: Duration.minutes(10) },
  });
  const manifests = render((stack) => new Worker(stack, 'worker', everything(stack)));
  const { startupProbe, readinessProbe, livenessProbe } = manifests.container('worker');
  expect(manifests.get('Deployment', 'worker').spec.replicas).toBe(3);
  expect(manifests.environment('worker')).toEqual({ REDIS_HOST: 'redis', REDIS_PORT: '6379' });
  expect([startupProbe.exec.command, livenessProbe.exec.command]).toEqual([
    ['node', 'health.js'],
    ['node', 'health.js'],
  ]);
  expect(readinessProbe).toBeUndefined();
  expect(manifests.pod('worker')).toMatchObject({ terminationGracePeriodSeconds: 600, priorityClassName: 'batch' });
});

test('a worker on a port of its own can be asked over HTTP', () => {
  const manifests = render((stack) => new Worker(stack, 'worker', { image, health: Health.http('/', { port: 9000 }) }));
  expect(manifests.container('worker').readinessProbe.httpGet).toEqual({ path: '/', port: 9000 });
});

describe('a worker is refused', () => {
  const refused = (props: Partial<WorkerProps>) =>
    mistakes((stack) => new Worker(stack, 'worker', { image, ...props }));

  test('with several pods that would each do all the work', () => {
    expect(refused({ replicas: 2 })).toEqual([
      '[app/worker] replicas is 2: workers that listen to publish/subscribe each get every message, and would do all work 2 times; set replicas: 1, or sharesWork: true where they take it from a list or a stream',
    ]);
  });

  test('with a health check of a port that it does not have', () => {
    expect(refused({ health: Health.http('/') })).toEqual([
      '[app/worker] health asks a port, and a worker has none of its own; name one: Health.http(path, { port }), or use Health.command',
    ]);
  });
});

test('a worker cannot be routed to', () => {
  render((stack) => {
    const worker = new Worker(stack, 'worker', { image });
    // @ts-expect-error: a worker has no endpoint
    expect(() => Route.prefix('/', worker)).toThrow(
      'app/worker: cannot be routed to from "/": it has no Service; route to a Client or a Server',
    );
  });
});

test('a worker cannot be used', () => {
  const declare = (stack: WebStack) => {
    const worker = new Worker(stack, 'worker', { image });
    // @ts-expect-error: a worker has no connection
    new Worker(stack, 'other', { image, uses: [worker] });
  };
  expect(mistakes(declare)).toEqual([
    '[app/other] uses has app/worker, which has no connection; give the construct of a database, a client, a server or an external service',
  ]);
});
