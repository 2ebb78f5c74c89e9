// Which consumers may use a provider: pods of its own namespace, and of the namespaces that it allows.
import { App, Chart } from 'cdk8s';
import { Connection, IngressNginxRoutes, Password, Redis, Route, Server, Tls, WebStack } from 'cdk8s-webstack';
import { renderApp } from '../manifests';

const password = Password.none();

const image = 'example/server:1.4.0';

/** Returns the errors of an app with a Redis in one chart, and a server in another one that uses it. */
function rejection(data: (app: App) => Chart, shop: (app: App) => Chart, allowNamespaces?: string[]): string {
  const app = new App();
  const redis = new Redis(data(app), 'redis', { password, allowNamespaces });
  new Server(shop(app), 'server', { image, uses: [redis] });
  return errorsOf(app);
}

function errorsOf(app: App): string {
  try {
    app.synthYaml();
  } catch (error) {
    return (error as Error).message.replace('Validation failed with the following errors:\n', '').trim();
  }
  return '';
}

const stack = (id: string) => (app: App) => new WebStack(app, id);

describe('a provider of another namespace', () => {
  test('has a host name with its namespace if it allows the consumer', () => {
    const app = new App();
    const redis = new Redis(new WebStack(app, 'data'), 'redis', { password, allowNamespaces: ['shop', 'blog'] });
    new Server(new WebStack(app, 'shop'), 'server', { image, uses: [redis] });
    const manifests = renderApp(app);
    expect(manifests.environment('server')).toEqual({ REDIS_HOST: 'redis.data.svc', REDIS_PORT: '6379' });
    const { labels } = manifests.get('Deployment', 'server').spec.template.metadata;
    expect(labels['data.uses.webstack/redis']).toBe('true');
    expect(redis.connection.endpoint!.allowNamespaces).toEqual(['shop', 'blog']);
  });

  test.each([[undefined], [['blog']]])('is rejected if it allows %j', (allowNamespaces) => {
    expect(rejection(stack('data'), stack('shop'), allowNamespaces)).toBe(
      '[shop/server] uses data/redis of the namespace "data", which does not allow this namespace. Add \'shop\' to allowNamespaces of the provider.',
    );
  });

  test('is rejected if its chart has no namespace', () => {
    expect(rejection((app) => new Chart(app, 'data'), stack('shop'))).toBe(
      '[shop/server] uses data/redis, whose chart has no namespace, so its host name is unknown here. Set the namespace of that chart.',
    );
  });

  test('is rejected if the chart of the consumer has no namespace', () => {
    expect(rejection(stack('data'), (app) => new Chart(app, 'shop'))).toBe(
      '[shop/server] uses data/redis of the namespace "data", which cannot allow this chart because it has no namespace. Set the namespace of this chart.',
    );
  });

  test('is rejected if neither chart has a namespace: each can be applied to another one', () => {
    expect(
      rejection(
        (app) => new Chart(app, 'data'),
        (app) => new Chart(app, 'shop'),
      ),
    ).toBe(
      '[shop/server] uses data/redis, whose chart has no namespace, so its host name is unknown here. Set the namespace of that chart.',
    );
  });

  test('may belong to another chart with the same namespace', () => {
    const shop = (app: App) => new Chart(app, 'shop', { namespace: 'data' });
    expect(rejection(stack('data'), shop)).toBe('');
  });

  test('allows the namespaces of its endpoint, if the library did not create it', () => {
    const app = new App();
    const endpoint = { service: 'nats', port: 4222, containerPort: 4222, podLabels: { app: 'nats' }, namespace: 'bus' };
    const provider = (allowNamespaces: string[]) =>
      Connection.toEndpoint({ ...endpoint, allowNamespaces }, { hostVariable: 'NATS_HOST', portVariable: 'NATS_PORT' });
    const shop = new WebStack(app, 'shop');
    new Server(shop, 'server', { image, uses: [provider(['shop'])] });
    expect(renderApp(app).environment('server').NATS_HOST).toBe('nats.bus.svc');
    new Server(shop, 'other', { image, uses: [provider([])] });
    expect(errorsOf(app)).toBe(
      '[shop/other] uses "nats" of the namespace "bus", which does not allow this namespace. Add \'shop\' to allowNamespaces of the provider.',
    );
  });
});

test('reports an invalid namespace in allowNamespaces once, and not at its consumers', () => {
  expect(rejection(stack('data'), stack('data-shop'), ['data-shop', 'Shop_2'])).toBe(
    '[data/redis] allowNamespaces[1] is "Shop_2"; allowed: a namespace name of at most 63 lower-case letters, digits and \'-\', not starting or ending with \'-\'. Write "shop-2".',
  );
});

test('rejects an invalid namespace in allowNamespaces of a server', () => {
  const app = new App();
  new Server(new WebStack(app, 'data'), 'server', { image, allowNamespaces: ['Shop_2'] });
  expect(errorsOf(app)).toBe(
    '[data/server] allowNamespaces[0] is "Shop_2"; allowed: a namespace name of at most 63 lower-case letters, digits and \'-\', not starting or ending with \'-\'. Write "shop-2".',
  );
});

describe('a component of another app', () => {
  const elsewhere = new Server(new WebStack(new App(), 'shop'), 'api', { image });
  const otherApp = 'which is declared in another App. Declare both in one App, or use an ExternalService.';

  test.each([
    ['a provider', elsewhere],
    ['its connection', elsewhere.connection.prefixed('API_')],
  ])('is rejected in uses: %s', (_, provider) => {
    const app = new App();
    new Server(new WebStack(app, 'shop'), 'server', { image, uses: [provider] });
    expect(errorsOf(app)).toBe(`[shop/server] uses shop/api, ${otherApp}`);
  });

  test('is rejected in routes', () => {
    const app = new App();
    const shop = new WebStack(app, 'shop');
    new IngressNginxRoutes(shop, 'routes', { tls: Tls.none(), routes: [Route.prefix('/', elsewhere)] });
    expect(errorsOf(app)).toBe(`[shop/routes] the path "/" routes to "api", ${otherApp}`);
  });
});

test('rejects routes to a component in another namespace', () => {
  const app = new App();
  const server = new Server(new WebStack(app, 'one'), 'server', { image });
  for (const id of ['two', 'three']) {
    new IngressNginxRoutes(new WebStack(app, id), 'routes', {
      hosts: [`${id}.example`],
      tls: Tls.none(),
      routes: [Route.prefix('/', server)],
    });
  }
  expect(errorsOf(app).split('\n  ')).toEqual(
    ['two', 'three'].map(
      (id) =>
        `[${id}/routes] the path "/" routes to "server" in the namespace "one", but an Ingress reaches only its own namespace. Declare the routes in that component's chart.`,
    ),
  );
});
