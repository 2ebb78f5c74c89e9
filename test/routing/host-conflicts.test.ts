// Hosts that several sets of routes share.
import { App } from 'cdk8s';
import { Client, IngressNginxRoutes, Platform, Route, WebStack } from 'cdk8s-webstack';
import { errors } from '../manifests';

describe('a host of two charts', () => {
  const declare = (one: (client: Client) => Route[], two: (client: Client) => Route[]) => {
    const app = new App();
    for (const [id, routes] of Object.entries({ one, two })) {
      const stack = new WebStack(app, id, { platform: Platform.minikube() });
      const client = new Client(stack, 'client', { image: 'example/client:1.4.0' });
      new IngressNginxRoutes(stack, 'routes', { hosts: ['shop.example'], routes: routes(client) });
    }
    return () => app.synthYaml();
  };

  test('accepts different plain paths', () => {
    expect(
      declare(
        (client) => [Route.prefix('/', client)],
        (client) => [Route.prefix('/blog', client)],
      ),
    ).not.toThrow();
  });

  test('rejects the same path, which the controller would reject', () => {
    expect(
      declare(
        (client) => [Route.prefix('/', client)],
        (client) => [Route.prefix('/', client)],
      ),
    ).toThrow(
      '[two/routes] the host "shop.example" already has the path "/" in one/routes. Leave one out, or give each stack its own host.',
    );
  });

  test('rejects a regular expression, which changes how the other paths are read', () => {
    const stripped = (client: Client) => [Route.prefix('/api', client, { stripPrefix: true })];
    expect(declare(stripped, (client) => [Route.prefix('/blog', client)])).toThrow(
      "[two/routes] the host \"shop.example\" already has routes in one/routes, and ingress-nginx reads all paths of a host as regular expressions if a route strips its prefix or has '.' or '~' in its path. Give each stack its own host.",
    );
  });
});

test('rejects an IP address as a host', () => {
  const declare = (stack: WebStack) =>
    new IngressNginxRoutes(stack, 'routes', {
      hosts: ['10.0.0.1'],
      routes: [Route.prefix('/', new Client(stack, 'client', { image: 'example/client:1.4.0' }))],
    });
  expect(errors(declare)).toEqual([
    '[app/routes] hosts[0] is "10.0.0.1"; allowed: a DNS name, not an IP address. Use a name, or leave hosts out to accept requests for any host.',
  ]);
});
