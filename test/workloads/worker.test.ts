import { Duration } from 'cdk8s';
import { Health, IngressNginxRoutes, Redis, Route, Worker, type WebStack, type WorkerProps } from 'cdk8s-webstack';
import { errors, render, yaml } from '../manifests';

const image = 'example/worker:1.4.0';

test('has pods and no Service', () => {
  const manifests = render((stack) => new Worker(stack, 'worker', { image }));
  expect(manifests.ofComponents.map(({ kind }) => kind)).toEqual(['ServiceAccount', 'NetworkPolicy', 'Deployment']);
  expect(yaml(manifests.get('Deployment'))).toMatchSnapshot();
});

test('accepts every property', () => {
  const everything = (stack: WebStack): Required<WorkerProps> => ({
    ...{ image, replicas: 3, sharesWork: true, health: Health.command(['node', 'health.js']) },
    ...{
      uses: [new Redis(stack, 'redis')],
      env: {},
      notSecret: [],
      secrets: {},
      config: {},
      files: {},
      volumes: {},
      writablePaths: [],
    },
    ...{ command: ['node'], args: ['worker.js'], resources: {}, security: {} },
    ...{ scheduling: { priorityClassName: 'batch' }, allowEgress: [] },
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

test('can be probed over HTTP on a port of its own', () => {
  const manifests = render((stack) => new Worker(stack, 'worker', { image, health: Health.http('/', { port: 9000 }) }));
  expect(manifests.container('worker').readinessProbe.httpGet).toEqual({ path: '/', port: 9000 });
});

describe('rejects a worker', () => {
  const refused = (props: Partial<WorkerProps>) => errors((stack) => new Worker(stack, 'worker', { image, ...props }));

  test('with several pods that do not share the work', () => {
    expect(refused({ replicas: 2 })).toEqual([
      '[app/worker] replicas is 2; allowed: 1 (subscribers of publish/subscribe each receive every message and would do all work several times). Set replicas: 1, or sharesWork: true if the workers take work from a list or a stream.',
    ]);
  });

  test('with a health check without a port', () => {
    expect(refused({ health: Health.http('/') })).toEqual([
      '[app/worker] health checks a port, but a worker has none. Pass its port, such as Health.http(path, { port: 8080 }), or use Health.command.',
    ]);
  });
});

test('a worker cannot be routed to', () => {
  const declare = (stack: WebStack) => {
    const worker = new Worker(stack, 'worker', { image });
    // @ts-expect-error: a worker has no endpoint
    new IngressNginxRoutes(stack, 'routes', { routes: [Route.prefix('/', worker)] });
  };
  expect(errors(declare)).toEqual([
    '[app/routes] the path "/" routes to app/worker, which has no Service. Route to a Client or a Server.',
  ]);
});

test('a worker cannot be used', () => {
  const declare = (stack: WebStack) => {
    const worker = new Worker(stack, 'worker', { image });
    // @ts-expect-error: a worker has no connection
    new Worker(stack, 'other', { image, uses: [worker] });
  };
  expect(errors(declare)).toEqual([
    '[app/other] uses[0] is app/worker, which has no connection. Use a database, a client, a server or an external service.',
  ]);
});
