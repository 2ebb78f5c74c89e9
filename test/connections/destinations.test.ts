// References to components and Services that exist, but not as the reference says.
import { ApiObject, type Chart } from 'cdk8s';
import {
  Connection,
  IngressNginxRoutes,
  Postgres,
  Redis,
  Route,
  Server,
  type Endpoint,
  type IRoutable,
  type WebStack,
} from 'cdk8s-webstack';
import { errors, render } from '../manifests';

const image = 'example/server:1.4.0';
const names = { hostVariable: 'HOST', portVariable: 'PORT' };
const wiki: Endpoint = { service: 'wiki', port: 80, containerPort: 8080, podLabels: { app: 'wiki' } };

const routes = (stack: Chart, ...to: IRoutable[]) =>
  new IngressNginxRoutes(stack, 'routes', { routes: to.map((each, index) => Route.prefix(`/p${index}`, each)) });

describe('rejects a route to a database', () => {
  const message = (service: string) =>
    `[app/routes] the path "/p0" routes to "${service}", which is a database and does not answer HTTP requests. Route to a Client or a Server.`;

  test.each<[string, string, (stack: WebStack) => IRoutable]>([
    ['by its connection', 'redis', (stack) => new Redis(stack, 'redis').connection as IRoutable],
    ['by a copy', 'postgres', (stack) => ({ endpoint: { ...new Postgres(stack, 'postgres').connection.endpoint! } })],
    [
      'by an endpoint with its name',
      'redis',
      (stack) => (new Redis(stack, 'redis'), { endpoint: { ...wiki, service: 'redis' } }),
    ],
  ])('%s', (_, service, declare) => {
    expect(errors((stack) => routes(stack, declare(stack)))).toEqual([message(service)]);
  });

  test('that is declared later', () => {
    const declare = (stack: WebStack) => {
      routes(stack, { endpoint: { ...wiki, service: 'redis' } });
      new Redis(stack, 'redis');
    };
    expect(errors(declare)).toEqual([message('redis')]);
  });
});

test('rejects Server.byName of a database', () => {
  const declare = (stack: WebStack) => {
    new Server(stack, 'server', { image, uses: [Server.byName(stack, 'redis', 6379)] });
    new Redis(stack, 'redis');
  };
  expect(errors(declare)).toEqual([
    '[app] Server.byName refers to "redis", which is a database. Declare it before its consumers, and name it in uses.',
  ]);
});

describe('rejects a port that the Service does not have:', () => {
  test('of a component', () => {
    const declare = (stack: WebStack) => {
      const endpoint = { ...new Server(stack, 'server', { image }).endpoint, port: 80 };
      new Server(stack, 'other', { image, uses: [Connection.toEndpoint(endpoint, names)] });
      routes(stack, { endpoint });
    };
    expect(errors(declare)).toEqual([
      '[app/other] endpoint.port is 80; allowed: 5000 (the port of app/server).',
      '[app/routes] the path "/p0" routes to "server" on port 80; allowed: 5000, the port of its Service.',
    ]);
  });

  test('of another library, declared before or after', () => {
    const service = (stack: WebStack) =>
      new ApiObject(stack, 'service', {
        ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'wiki' } },
        spec: { ports: [{ port: 80 }, { port: 443 }] },
      });
    const use = (stack: WebStack, port: number) => {
      const provider = Connection.toEndpoint({ ...wiki, port }, names);
      new Server(stack, 'server', { image, uses: [provider, provider.prefixed('OTHER_')] });
      routes(stack, { endpoint: { ...wiki, port } }, { endpoint: { ...wiki, port } });
    };
    const message =
      'endpoint.port is 81; allowed: 80, 443 (the ports of the Service "wiki", which app/service declares).';
    for (const port of [80, 443]) expect(errors((stack) => (use(stack, port), service(stack)))).toEqual([]);
    for (const declare of [
      (stack: WebStack) => (use(stack, 81), service(stack)),
      (stack: WebStack) => (service(stack), use(stack, 81)),
    ])
      expect(errors(declare).sort()).toEqual([`[app/routes] ${message}`, `[app/server] ${message}`]);
  });
});

test('ignores later changes of an endpoint', () => {
  const declare = (change: boolean) => (stack: WebStack) => {
    const endpoint = { ...wiki, podLabels: { ...wiki.podLabels }, allowNamespaces: ['shop'] };
    const [provider, route] = [Connection.toEndpoint(endpoint, names), Route.prefix('/', { endpoint })];
    if (change) Object.assign(endpoint, { port: 1, containerPort: 1, service: 'x', namespace: 'x' });
    if (change) delete (endpoint.podLabels as Record<string, string>).app;
    if (change) endpoint.allowNamespaces.push('everybody');
    new Server(stack, 'server', { image, uses: [provider] });
    new IngressNginxRoutes(stack, 'routes', { routes: [route] });
  };
  expect(render(declare(true)).objects).toEqual(render(declare(false)).objects);
});
