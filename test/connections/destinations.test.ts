// References to components and Services that exist, but not as the reference says.
import { ApiObject, App, type Chart } from 'cdk8s';
import {
  Connection,
  ExternalService,
  IngressNginxRoutes,
  Postgres,
  Redis,
  Route,
  Server,
  WebStack,
  type Endpoint,
  type IRoutable,
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
        spec: { ports: [80, 443].map((port) => ({ name: `p${port}`, port, targetPort: 8080 })) },
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

/** The errors of a server that uses an endpoint, and of routes to it, beside the objects of an app. */
function destinationErrors(endpoint: Endpoint, declare: (stack: WebStack) => void): string[][] {
  const use = (stack: WebStack) => new Server(stack, 'user', { image, uses: [Connection.toEndpoint(endpoint, names)] });
  const route = (stack: WebStack) => routes(stack, { endpoint });
  return [use, route].map((add) => {
    const [before, after] = [
      errors((stack) => (add(stack), declare(stack))),
      errors((stack) => (declare(stack), add(stack))),
    ];
    expect(before).toEqual(after);
    return before;
  });
}

const instance = { 'app.kubernetes.io/instance': 'app' };

describe('rejects an endpoint with labels of', () => {
  const opened = (paths: string) =>
    `[app/user] endpoint.podLabels selects pods of ${paths}, whose port 8080 would be open to consumers of "wiki". Name the component itself in uses, or set labels that only the pods of "wiki" have.`;
  const routed = (path: string) =>
    `[app/routes] the path "/p0" routes to "wiki", whose podLabels select pods of ${path}, which is a database and does not answer HTTP requests. Route to a Client or a Server.`;

  test('a database, under the name of another Service', () => {
    const endpoint = { ...wiki, podLabels: { ...instance, 'app.kubernetes.io/name': 'redis' } };
    const found = destinationErrors(endpoint, (stack) => new Redis(stack, 'redis'));
    expect(found).toEqual([[opened('app/redis')], [routed('app/redis')]]);
  });

  test('several components', () => {
    const endpoint = { ...wiki, podLabels: { 'app.kubernetes.io/part-of': 'app' } };
    const found = destinationErrors(endpoint, (stack) => {
      new Server(stack, 'api', { image });
      new Postgres(stack, 'postgres');
    });
    expect(found.map((list) => list.length)).toEqual([1, 1]);
    expect(found[0][0]).toMatch(/selects pods of .*app\/api/);
    expect(found[1]).toEqual([routed('app/postgres')]);
  });

  test('a server, in uses; the controller may connect to it', () => {
    const endpoint = { ...wiki, podLabels: { 'app.kubernetes.io/name': 'api' } };
    const found = destinationErrors(endpoint, (stack) => new Server(stack, 'api', { image }));
    expect(found).toEqual([[opened('app/api')], []]);
  });
});

test('reports a Service that cannot be rendered once, as such', () => {
  const declare = (stack: WebStack) => {
    const object = new ApiObject(stack, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'wiki' } });
    object.toJson = () => {
      throw new Error('not now');
    };
    new Server(stack, 'user', { image, uses: [Connection.toEndpoint(wiki, names)] });
  };
  expect(errors(declare)).toEqual([
    '[app/service] the object cannot be rendered. Give it plain values: texts, numbers, booleans, lists and objects of them.',
  ]);
});

test('accepts an endpoint with the labels of its own consumer: its pods connect to each other', () => {
  const podLabels = { ...instance, 'app.kubernetes.io/name': 'user' };
  const declare = (stack: WebStack) =>
    new Server(stack, 'user', {
      image,
      uses: [Connection.toEndpoint({ ...wiki, service: 'peers', podLabels }, names)],
    });
  expect(errors(declare)).toEqual([]);
});

describe('rejects an endpoint that contradicts its Service:', () => {
  const service = (spec: object) => (stack: WebStack) =>
    new ApiObject(stack, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'wiki' }, spec });
  const of = 'of the Service "wiki", which app/service declares).';

  test.each([
    [
      'another selector',
      { selector: { app: 'blog' }, ports: [{ port: 80, targetPort: 8080 }] },
      [`endpoint.podLabels["app"] is "wiki"; allowed: "blog" (the selector ${of}`],
    ],
    [
      'another target port',
      { selector: { app: 'wiki' }, ports: [{ port: 80, targetPort: 3000 }] },
      [`endpoint.containerPort is 8080; allowed: 3000 (the target of port 80 ${of}`],
    ],
    [
      'no target port, which is that of the Service',
      { ports: [{ port: 80 }] },
      [`endpoint.containerPort is 8080; allowed: 80 (the target of port 80 ${of}`],
    ],
    ['a named target port', { selector: { app: 'wiki', tier: 'web' }, ports: [{ port: 80, targetPort: 'http' }] }, []],
  ])('%s', (_, spec, messages) => {
    expect(destinationErrors(wiki, service(spec))).toEqual([
      messages.map((message) => `[app/user] ${message}`),
      messages.map((message) => `[app/routes] ${message}`),
    ]);
  });
});

test('looks through the app as often for many external services as for one', () => {
  const searches = (count: number) => {
    const app = new App();
    const stack = new WebStack(app, 'app');
    for (let index = 0; index < count; index++)
      new ExternalService(stack, `s${index}`, { host: `h${index}.example`, port: 443 });
    const search = jest.spyOn(app.node, 'findAll');
    app.synthYaml();
    return search.mock.calls.length;
  };
  expect(searches(40)).toBe(searches(1));
});

test('finds a Service that was declared after an earlier validation', () => {
  const app = new App();
  const stack = new WebStack(app, 'app');
  const external = new ExternalService(stack, 'wiki', { host: 'wiki.app', port: 80 });
  app.synthYaml();
  new ApiObject(external, 'service', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'wiki' } });
  expect(() => app.synthYaml()).toThrow('host is "wiki.app"');
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
