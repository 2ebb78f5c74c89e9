// Consumer labels, by which policies allow connections: only pods that use a provider have its label.
import { Client, ExternalService, Redis, Server, Worker, type IProvider, type WebStack } from 'cdk8s-webstack';
import { App, Chart } from 'cdk8s';
import { errors, render } from '../manifests';

const image = 'example/server:1.4.0';

/** The consumer labels of a pod. */
function consumerLabels(uses: (stack: WebStack) => IProvider[]): Record<string, string> {
  const manifests = render((stack) => new Worker(stack, 'worker', { image, uses: uses(stack) }));
  const { labels } = manifests.get('Deployment', 'worker').spec.template.metadata;
  return Object.fromEntries(Object.entries<string>(labels).filter(([key]) => key.includes('uses.webstack/')));
}

test('adds one label to a pod for each provider', () => {
  const labels = consumerLabels((stack) => [
    new Redis(stack, 'redis'),
    new Server(stack, 'server', { image }),
    new Client(stack, 'client', { image }),
  ]);
  expect(labels).toEqual({
    'app.uses.webstack/redis': 'true',
    'app.uses.webstack/server': 'true',
    'app.uses.webstack/client': 'true',
  });
});

test('adds no label to a pod without providers', () => {
  expect(consumerLabels(() => [])).toEqual({});
});

describe('a connection has the label for a pod of another library', () => {
  const labels = (provide: (stack: WebStack) => IProvider) => {
    let result = {};
    render((stack) => (result = provide(stack).connection.consumerLabels));
    return result;
  };

  test.each<[string, (stack: WebStack) => IProvider]>([
    ['unchanged', (stack) => new Redis(stack, 'redis')],
    ['prefixed', (stack) => new Redis(stack, 'redis').connection.prefixed('QUEUE_')],
    ['renamed', (stack) => new Redis(stack, 'redis').connection.renamed({ REDIS_HOST: 'HOST' })],
    ['with a URL', (stack) => new Redis(stack, 'redis').connection.withUrl('URL')],
  ])('%s', (_, provide) => {
    expect(labels(provide)).toEqual({ 'app.uses.webstack/redis': 'true' });
  });

  test('that its policy allows', () => {
    const manifests = render((stack) => new Redis(stack, 'redis'));
    const [{ podSelector }] = manifests.get('NetworkPolicy', 'redis').spec.ingress[0].from;
    const [key] = Object.keys(labels((stack) => new Redis(stack, 'redis')));
    expect(podSelector).toEqual({ matchExpressions: [{ key, operator: 'Exists' }] });
  });

  test('without a namespace if its chart has none', () => {
    const redis = new Redis(new Chart(new App(), 'mine'), 'redis');
    expect(redis.connection.consumerLabels).toEqual({ 'uses.webstack/redis': 'true' });
  });

  test('unless it leads out of the stack', () => {
    expect(labels((stack) => new ExternalService(stack, 'mail', { host: 'smtp.example', port: 25 }))).toEqual({});
  });
});

describe('rejects a consumer label of all pods', () => {
  const rejection = (property: string, key: string) =>
    `[app] ${property} has "${key}", which would let every pod use that provider. Name the provider in uses instead.`;
  const declare = (stack: WebStack) => new Redis(stack, 'redis');

  test.each(['app.uses.webstack/redis', 'uses.webstack/redis', 'a.b.uses.webstack/x'])('%s', (key) => {
    expect(errors(declare, { labels: { [key]: 'true' } })).toEqual([rejection('labels', key)]);
    expect(errors(declare, { podDefaults: { labels: { [key]: 'false' } } })).toEqual([
      rejection('podDefaults.labels', key),
    ]);
  });

  test.each(['uses.webstack', 'webstack/uses', 'causes.webstack/redis', 'uses.webstack.example/redis'])(
    'but accepts %s, which is not one',
    (key) => {
      expect(errors(declare, { labels: { [key]: 'true' }, podDefaults: { labels: { [key]: 'true' } } })).toEqual([]);
    },
  );

  test('in a chart that is not a WebStack', () => {
    const app = new App();
    const chart = new Chart(app, 'mine', { labels: { 'uses.webstack/redis': 'true' } });
    new Redis(chart, 'redis');
    expect(() => app.synthYaml()).toThrow(
      'errors:\n  [mine] labels has "uses.webstack/redis", which would let every pod use that provider. Name the provider in uses instead.',
    );
  });

  test('but accepts it in a node selector', () => {
    const podDefaults = { scheduling: { nodeSelector: { 'uses.webstack/redis': 'true' } } };
    expect(errors(declare, { podDefaults })).toEqual([]);
  });
});
