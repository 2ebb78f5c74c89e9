// Who may use what: a provider serves the pods of its own namespace, and of those that it admits.
import { App, Chart } from 'cdk8s';
import { Connection, IngressNginxRoutes, Redis, Route, Server, Tls, WebStack } from 'cdk8s-webstack';
import { renderApp } from '../manifests';

const image = 'example/server:1.4.0';

/** What stops an app that holds a Redis in one chart, and a server in another that uses it. */
function refusal(data: (app: App) => Chart, shop: (app: App) => Chart, admitNamespaces?: string[]): string {
  const app = new App();
  const redis = new Redis(data(app), 'redis', { admitNamespaces });
  new Server(shop(app), 'server', { image, uses: [redis] });
  return stopped(app);
}

function stopped(app: App): string {
  try {
    app.synthYaml();
  } catch (error) {
    return (error as Error).message.replace('Validation failed with the following errors:\n', '').trim();
  }
  return 'nothing';
}

const stack = (id: string) => (app: App) => new WebStack(app, id);

describe('a provider of another namespace', () => {
  test('is reached by its whole name where it admits the consumer', () => {
    const app = new App();
    const redis = new Redis(new WebStack(app, 'data'), 'redis', { admitNamespaces: ['shop', 'blog'] });
    new Server(new WebStack(app, 'shop'), 'server', { image, uses: [redis] });
    const manifests = renderApp(app);
    expect(manifests.environment('server')).toEqual({ REDIS_HOST: 'redis.data.svc', REDIS_PORT: '6379' });
    const { labels } = manifests.get('Deployment', 'server').spec.template.metadata;
    expect(labels['data.uses.webstack/redis']).toBe('true');
    expect(redis.connection.endpoint!.admitNamespaces).toEqual(['shop', 'blog']);
  });

  test.each([[undefined], [['blog']]])('is refused where it admits %j', (admitNamespaces) => {
    expect(refusal(stack('data'), stack('shop'), admitNamespaces)).toBe(
      '[shop/server] uses data/redis of the namespace "data", which does not admit this one; declare it with admitNamespaces: [\'shop\']',
    );
  });

  test('is refused where it has no namespace that could be said', () => {
    expect(refusal((app) => new Chart(app, 'data'), stack('shop'))).toBe(
      '[shop/server] uses data/redis, whose chart names no namespace, so that its host name is not known here; give that chart the namespace',
    );
  });

  test('is refused where the consumer has none', () => {
    expect(refusal(stack('data'), (app) => new Chart(app, 'shop'))).toBe(
      '[shop/server] uses data/redis of the namespace "data", and this chart names none that it could admit; give this chart the namespace',
    );
  });

  test('is refused where neither has one: each can be applied to another', () => {
    expect(
      refusal(
        (app) => new Chart(app, 'data'),
        (app) => new Chart(app, 'shop'),
      ),
    ).toBe(
      '[shop/server] uses data/redis, whose chart names no namespace, so that its host name is not known here; give that chart the namespace',
    );
  });

  test('may be of another chart with the same namespace', () => {
    const shop = (app: App) => new Chart(app, 'shop', { namespace: 'data' });
    expect(refusal(stack('data'), shop)).toBe('nothing');
  });

  test('is admitted as its author says, where its class is none of the library', () => {
    const app = new App();
    const endpoint = { service: 'nats', port: 4222, containerPort: 4222, podLabels: { app: 'nats' }, namespace: 'bus' };
    const provider = (admitNamespaces: string[]) =>
      Connection.toEndpoint({ ...endpoint, admitNamespaces }, { hostVariable: 'NATS_HOST', portVariable: 'NATS_PORT' });
    const shop = new WebStack(app, 'shop');
    new Server(shop, 'server', { image, uses: [provider(['shop'])] });
    expect(renderApp(app).environment('server').NATS_HOST).toBe('nats.bus.svc');
    new Server(shop, 'other', { image, uses: [provider([])] });
    expect(stopped(app)).toBe(
      '[shop/other] uses "nats" of the namespace "bus", which does not admit this one; declare it with admitNamespaces: [\'shop\']',
    );
  });
});

test('a namespace that Kubernetes refuses cannot be admitted', () => {
  expect(refusal(stack('data'), stack('data-shop'), ['data-shop', 'Shop_2'])).toBe(
    '[data/redis] admitNamespaces has "Shop_2"; allowed are at most 63 of a-z, 0-9 and \'-\', as namespaces are named',
  );
});

test('a namespace that Kubernetes refuses cannot be admitted by a server', () => {
  const app = new App();
  new Server(new WebStack(app, 'data'), 'server', { image, admitNamespaces: ['Shop_2'] });
  expect(stopped(app)).toBe(
    '[data/server] admitNamespaces has "Shop_2"; allowed are at most 63 of a-z, 0-9 and \'-\', as namespaces are named',
  );
});

describe('what is declared in another app', () => {
  const elsewhere = new Server(new WebStack(new App(), 'shop'), 'api', { image });
  const otherApp =
    'which is declared in another App, so that nothing here can see to it; declare both in one App, or use an ExternalService';

  test.each([
    ['a provider', elsewhere],
    ['its connection', elsewhere.connection.prefixed('API_')],
  ])('cannot be used: %s', (_, provider) => {
    const app = new App();
    new Server(new WebStack(app, 'shop'), 'server', { image, uses: [provider] });
    expect(stopped(app)).toBe(`[shop/server] uses shop/api, ${otherApp}`);
  });

  test('cannot be routed to', () => {
    const app = new App();
    const shop = new WebStack(app, 'shop');
    new IngressNginxRoutes(shop, 'routes', { tls: Tls.none(), routes: [Route.prefix('/', elsewhere)] });
    expect(stopped(app)).toBe(`[shop/routes] the path "/" leads to "api", ${otherApp}`);
  });
});

test('a component of one stack cannot be routed to from another one, which has another namespace', () => {
  const app = new App();
  const server = new Server(new WebStack(app, 'one'), 'server', { image });
  for (const id of ['two', 'three']) {
    new IngressNginxRoutes(new WebStack(app, id), 'routes', {
      hosts: [`${id}.example`],
      tls: Tls.none(),
      routes: [Route.prefix('/', server)],
    });
  }
  expect(stopped(app).split('\n  ')).toEqual(
    ['two', 'three'].map(
      (id) =>
        `[${id}/routes] the path "/" leads to "server" in the namespace "one", and an Ingress reaches only its own namespace; declare the routes where that component is`,
    ),
  );
});
