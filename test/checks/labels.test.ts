// The labels by which policies admit: those that use a provider bear them, and nobody else.
import { Client, ExternalService, Redis, Server, Worker, type IProvider, type WebStack } from 'cdk8s-webstack';
import { App, Chart } from 'cdk8s';
import { mistakes, render } from '../manifests';

const image = 'example/server:1.4.0';

/** The labels of a pod that say what it uses. */
function borne(uses: (stack: WebStack) => IProvider[]): Record<string, string> {
  const manifests = render((stack) => new Worker(stack, 'worker', { image, uses: uses(stack) }));
  const { labels } = manifests.get('Deployment', 'worker').spec.template.metadata;
  return Object.fromEntries(Object.entries<string>(labels).filter(([key]) => key.includes('uses.webstack/')));
}

test('a pod bears one label for each provider', () => {
  const labels = borne((stack) => [
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

test('who uses nothing bears none', () => {
  expect(borne(() => [])).toEqual({});
});

describe('a connection says which label a pod of another library has to bear', () => {
  const labels = (provide: (stack: WebStack) => IProvider) => {
    let found = {};
    render((stack) => (found = provide(stack).connection.consumerLabels));
    return found;
  };

  test.each<[string, (stack: WebStack) => IProvider]>([
    ['as it is', (stack) => new Redis(stack, 'redis')],
    ['prefixed', (stack) => new Redis(stack, 'redis').connection.prefixed('QUEUE_')],
    ['renamed', (stack) => new Redis(stack, 'redis').connection.renamed({ REDIS_HOST: 'HOST' })],
    ['with a URL', (stack) => new Redis(stack, 'redis').connection.withUrl('URL')],
  ])('%s', (_, provide) => {
    expect(labels(provide)).toEqual({ 'app.uses.webstack/redis': 'true' });
  });

  test('which its policy admits', () => {
    const manifests = render((stack) => new Redis(stack, 'redis'));
    const [{ podSelector }] = manifests.get('NetworkPolicy').spec.ingress[0].from;
    const [key] = Object.keys(labels((stack) => new Redis(stack, 'redis')));
    expect(podSelector).toEqual({ matchExpressions: [{ key, operator: 'Exists' }] });
  });

  test('without a namespace where its chart names none', () => {
    const redis = new Redis(new Chart(new App(), 'mine'), 'redis');
    expect(redis.connection.consumerLabels).toEqual({ 'uses.webstack/redis': 'true' });
  });

  test('which is none where it leads out of the stack', () => {
    expect(labels((stack) => new ExternalService(stack, 'mail', { host: 'smtp.example', port: 25 }))).toEqual({});
  });
});

describe('a label of all pods is refused that lets them to a provider', () => {
  const refused = (property: string, key: string) =>
    `[app] ${property} has "${key}", which lets every pod to a provider; name it in uses instead`;
  const declare = (stack: WebStack) => new Redis(stack, 'redis');

  test.each(['app.uses.webstack/redis', 'uses.webstack/redis', 'a.b.uses.webstack/x'])('%s', (key) => {
    expect(mistakes(declare, { labels: { [key]: 'true' } })).toEqual([refused('labels', key)]);
    expect(mistakes(declare, { podDefaults: { labels: { [key]: 'false' } } })).toEqual([
      refused('podDefaults.labels', key),
    ]);
  });

  test.each(['uses.webstack', 'webstack/uses', 'causes.webstack/redis', 'uses.webstack.example/redis'])(
    'not %s, which is another one',
    (key) => {
      expect(mistakes(declare, { labels: { [key]: 'true' }, podDefaults: { labels: { [key]: 'true' } } })).toEqual([]);
    },
  );

  test('of a chart that is no WebStack', () => {
    const app = new App();
    const chart = new Chart(app, 'mine', { labels: { 'uses.webstack/redis': 'true' } });
    new Redis(chart, 'redis');
    expect(() => app.synthYaml()).toThrow(
      'errors:\n  [mine] labels has "uses.webstack/redis", which lets every pod to a provider; name it in uses instead',
    );
  });

  test('not where it selects nodes', () => {
    const podDefaults = { nodeSelector: { 'uses.webstack/redis': 'true' } };
    expect(mistakes(declare, { podDefaults })).toEqual([]);
  });
});
