// A host that several sets of routes have.
import { App } from 'cdk8s';
import { Client, IngressNginxRoutes, Platform, Route, WebStack } from 'cdk8s-webstack';
import { mistakes } from '../manifests';

describe('a host of two charts', () => {
  const shared = (one: (client: Client) => Route[], two: (client: Client) => Route[]) => {
    const app = new App();
    for (const [id, routes] of Object.entries({ one, two })) {
      const stack = new WebStack(app, id, { platform: Platform.minikube() });
      const client = new Client(stack, 'client', { image: 'example/client:1.4.0' });
      new IngressNginxRoutes(stack, 'routes', { hosts: ['shop.example'], routes: routes(client) });
    }
    return () => app.synthYaml();
  };

  test('may have different plain paths', () => {
    expect(
      shared(
        (client) => [Route.prefix('/', client)],
        (client) => [Route.prefix('/blog', client)],
      ),
    ).not.toThrow();
  });

  test('may not have one path twice, which the controller refuses', () => {
    expect(
      shared(
        (client) => [Route.prefix('/', client)],
        (client) => [Route.prefix('/', client)],
      ),
    ).toThrow(
      '[two/routes] the host "shop.example" already has the path "/" in one/routes; leave one out, or give each stack a host of its own',
    );
  });

  test('may not have an expression, which changes how the other is read', () => {
    const stripped = (client: Client) => [Route.prefix('/api', client, { stripPrefix: true })];
    expect(shared(stripped, (client) => [Route.prefix('/blog', client)])).toThrow(
      '[two/routes] the host "shop.example" already has routes in one/routes, and beside a stripped prefix, or a path with . or ~, all paths of a host are read as expressions; give each stack a host of its own',
    );
  });

  test('is a name, not an address', () => {
    const declare = (stack: WebStack) =>
      new IngressNginxRoutes(stack, 'routes', {
        hosts: ['10.0.0.1'],
        routes: [Route.prefix('/', new Client(stack, 'client', { image: 'example/client:1.4.0' }))],
      });
    expect(mistakes(declare)).toEqual([
      '[app/routes] the host "10.0.0.1" is an address, and rules are for names; leave hosts out for every host',
    ]);
  });
});
