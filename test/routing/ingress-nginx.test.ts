import { App, Chart, Size } from 'cdk8s';
import {
  Client,
  ExternalService,
  IngressNginxRoutes,
  Password,
  Platform,
  Redis,
  Route,
  Server,
  Tls,
  type IngressNginxRoutesProps,
  type WebStack,
} from 'cdk8s-webstack';
import { errors, render, yaml } from '../manifests';

const image = 'example/server:1.4.0';

function routed(routes: (client: Client, server: Server) => Route[], more: Partial<IngressNginxRoutesProps> = {}) {
  return (stack: WebStack) => {
    const client = new Client(stack, 'client', { image });
    const server = new Server(stack, 'server', { image });
    return new IngressNginxRoutes(stack, 'routes', { routes: routes(client, server), ...more });
  };
}

function paths(...declared: Parameters<typeof routed>): Record<string, string[]> {
  const ingresses = render(routed(...declared)).all('Ingress');
  return Object.fromEntries(
    ingresses.map(({ metadata, spec }) => [
      metadata.name,
      spec.rules[0].http.paths.map(
        ({ path, pathType, backend: { service } }: Path) =>
          `${pathType} ${path} -> ${service.name}:${service.port.number}`,
      ),
    ]),
  );
}

interface Path {
  path: string;
  pathType: string;
  backend: { service: { name: string; port: { number: number } } };
}

test('renders the routes of the reference application', () => {
  const manifests = render(
    routed((client, server) => [Route.prefix('/', client), Route.prefix('/api', server, { stripPrefix: true })]),
  );
  expect(yaml(...manifests.all('Ingress'))).toMatchSnapshot();
});

test('renders every property', () => {
  const manifests = render((stack) => {
    const props: Required<IngressNginxRoutesProps> = {
      routes: [Route.prefix('/', new Client(stack, 'client', { image }))],
      hosts: ['shop.example', '*.shop.example'],
      tls: Tls.secret('shop-tls'),
    };
    new IngressNginxRoutes(stack, 'routes', props);
  });
  const { spec } = manifests.get('Ingress');
  expect(spec.tls).toEqual([{ hosts: ['shop.example', '*.shop.example'], secretName: 'shop-tls' }]);
  expect(spec.rules.map(({ host }: { host: string }) => host)).toEqual(['shop.example', '*.shop.example']);
});

test.each([
  ['no route', false, ['routes']],
  ['every route', true, ['routes-stripped']],
])('lists all Ingresses for annotations, if %s strips its prefix', (_, stripPrefix, names) => {
  const manifests = render((stack) => {
    const routes = routed((client) => [Route.prefix('/client', client, { stripPrefix })])(stack);
    for (const ingress of routes.ingresses) ingress.metadata.addAnnotation('example.com/team', 'web');
  });
  const annotated = manifests
    .all('Ingress')
    .filter(({ metadata }) => metadata.annotations['example.com/team'] === 'web');
  expect(annotated.map(({ metadata }) => metadata.name)).toEqual(names);
});

test('uses the ingress class of the platform', () => {
  const platform = Platform.generic({ ingressClass: 'internal' });
  const manifests = render(
    routed((client) => [Route.prefix('/', client)], { tls: Tls.none() }),
    { platform },
  );
  expect(manifests.get('Ingress').spec.ingressClassName).toBe('internal');
});

test('renders plain paths if no prefix is stripped', () => {
  const declared = paths((client, server) => [
    Route.prefix('/', client),
    Route.prefix('/v1', server),
    Route.exact('/up', server),
  ]);
  expect(declared).toEqual({
    routes: ['Prefix / -> client:3000', 'Prefix /v1 -> server:5000', 'Exact /up -> server:5000'],
  });
});

test('renders all paths as equivalent expressions if a prefix is stripped', () => {
  const declared = paths((client, server) => [
    Route.prefix('/', client),
    Route.prefix('/api', server, { stripPrefix: true }),
    Route.prefix('/admin', client),
    Route.exact('/favicon.ico', client),
  ]);
  expect(declared).toEqual({
    routes: [
      'Prefix / -> client:3000',
      'ImplementationSpecific /admin(/|$)(.*) -> client:3000',
      'ImplementationSpecific /favicon\\.ico$(?#exact) -> client:3000',
    ],
    'routes-stripped': ['ImplementationSpecific /api(/|$)(.*) -> server:5000'],
  });
});

test('renders a path with a dot, which the controller rejects as a plain path, as an expression', () => {
  const declared = paths((client) => [Route.prefix('/', client), Route.exact('/robots.txt', client)]);
  expect(declared).toEqual({
    routes: ['Prefix / -> client:3000', 'ImplementationSpecific /robots\\.txt$(?#exact) -> client:3000'],
  });
});

/** Returns a path as messages show it. */
function shorten(path: string): string {
  const text = JSON.stringify(path);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

test('rewrites a stripped path to the part behind the prefix', () => {
  const manifests = render(routed((_, server) => [Route.prefix('/api', server, { stripPrefix: true })]));
  expect(manifests.get('Ingress').metadata.annotations).toEqual({
    'nginx.ingress.kubernetes.io/proxy-next-upstream-tries': '6',
    'nginx.ingress.kubernetes.io/proxy-next-upstream-timeout': '10',
    'nginx.ingress.kubernetes.io/use-regex': 'true',
    'nginx.ingress.kubernetes.io/rewrite-target': '/$2',
  });
});

describe('rejects', () => {
  const routeErrors = (...declared: Parameters<typeof routed>) => errors(routed(...declared));
  test.each([
    'api',
    '',
    '/a b',
    '/a;return 200',
    '/a"b',
    '/a{b}',
    '/$1',
    '/a\nb',
    '/ä',
    '/api(.*)',
    `/${'a'.repeat(256)}`,
  ])('a path with other characters than the allowed ones: %j', (path) => {
    expect(routeErrors((client) => [Route.exact(path, client)])).toEqual([
      `[app/routes] the path of Route.exact is ${shorten(path)}; allowed: at most 256 characters of A-Z a-z 0-9 . _ ~ / -, starting with '/'.`,
    ]);
  });

  test.each<[string, (client: Client, server: Server) => Route[], string]>([
    ['an empty list', () => [], "[app/routes] routes is empty. Add a route, such as Route.prefix('/', client)."],
    [
      'a path with an empty segment',
      (client) => [Route.prefix('/a//b', client)],
      "[app/routes] the path of Route.prefix is \"/a//b\"; allowed: paths without empty, '.' or '..' segments (browsers and proxies remove them).",
    ],
    ...['/x_by_lua', '/var/run/secrets/x', '/etc/nginx', '/static/etc/passwd'].map(
      (path): [string, (client: Client, server: Server) => Route[], string] => [
        `${path}, which the controller denies`,
        (client) => [Route.prefix(path, client)],
        `[app/routes] the path of Route.prefix is "${path}"; allowed: paths without _by_lua, /var/run/secrets and system files in /etc (ingress-nginx denies them). Choose another path.`,
      ],
    ),
    ...(
      [
        [
          'an exact path',
          (client, server) => [Route.exact('/API', client), Route.prefix('/api', server, { stripPrefix: true })],
          '/API',
        ],
        [
          'a longer path',
          (client, server) => [Route.prefix('/Api/v.1', client), Route.prefix('/api', server)],
          '/Api/v.1',
        ],
      ] as [string, (client: Client, server: Server) => Route[], string][]
    ).map(([taker, routes, path]): [string, (client: Client, server: Server) => Route[], string] => [
      `${taker} in another case that takes requests from another path`,
      routes,
      `[app/routes] the path "${path}" takes requests from "/api" (case is ignored if a route strips its prefix or has '.' or '~' in its path). Write both in the same case.`,
    ]),
    [
      'a path that ends with a slash',
      (client) => [Route.prefix('/api/', client)],
      '[app/routes] the path of Route.prefix is "/api/"; allowed: paths that do not end with \'/\'. Write "/api"; Route.prefix matches both.',
    ],
    [
      'a path that is routed twice',
      (client, server) => [Route.prefix('/a', client), Route.prefix('/a', server)],
      '[app/routes] the path "/a" is routed twice. Leave one out.',
    ],
    [
      'a path that is routed twice, in another case if case is ignored',
      (client, server) => [Route.prefix('/A', client), Route.prefix('/a', server, { stripPrefix: true })],
      "[app/routes] the path \"/a\" is routed twice (case is ignored if a route strips its prefix or has '.' or '~' in its path). Leave one out.",
    ],
    [
      'a route that strips nothing',
      (client) => [Route.prefix('/', client, { stripPrefix: true })],
      '[app/routes] Route.prefix.stripPrefix is true for the path "/", which has no prefix. Leave stripPrefix out.',
    ],
  ])('%s', (_, routes, message) => {
    expect(routeErrors(routes)).toEqual([message]);
  });

  test('a host that is not a DNS name', () => {
    const host = 'shop.example; return 200';
    expect(routeErrors((client) => [Route.prefix('/', client)], { hosts: [host] })).toEqual([
      `[app/routes] hosts[0] is "${host}"; allowed: a DNS name in lower case, such as shop.example or *.shop.example, at most 253 characters.`,
    ]);
  });

  test('an empty list of hosts', () => {
    expect(routeErrors((client) => [Route.prefix('/', client)], { hosts: [] })).toEqual([
      '[app/routes] hosts is empty. Add a host, or leave hosts out to accept requests for any host.',
    ]);
  });

  test('a host that already has routes', () => {
    const declare = (hosts?: string[]) => (stack: WebStack) => {
      const client = new Client(stack, 'client', { image });
      for (const id of ['one', 'two'])
        new IngressNginxRoutes(stack, id, { hosts, routes: [Route.prefix(`/${id}`, client)] });
    };
    expect(errors(declare(['shop.example']))).toEqual([
      '[app/two] the host "shop.example" already has routes in app/one. Put all routes of a host into one IngressNginxRoutes.',
    ]);
    expect(errors(declare())).toEqual([
      '[app/two] every host already has routes in app/one. Put all routes of a host into one IngressNginxRoutes.',
    ]);
  });

  test('a destination in another namespace', () => {
    const endpoint = { service: 'x', port: 80, containerPort: 8080, podLabels: { app: 'x' }, namespace: 'other' };
    expect(routeErrors(() => [Route.prefix('/', { endpoint })])).toEqual([
      '[app/routes] the path "/" routes to "x" in the namespace "other", but an Ingress reaches only its own namespace. Declare the routes in that component\'s chart.',
    ]);
  });
});

const NO_SERVICE = (name: string) => `the path "/" routes to ${name}, which has no Service.`;

test.each<[string, (stack: WebStack) => unknown, string]>([
  [
    'undefined',
    () => undefined,
    'Route.exact: the component of the path "/" is undefined. Declare it before its routes.',
  ],
  ['a Size', () => Size.gibibytes(1), `${NO_SERVICE('a Size')} Route to a Client or a Server.`],
  ['the name of a component', () => 'web', `${NO_SERVICE('text')} Pass the component, not its name.`],
  ['a promise', () => Promise.resolve(), `${NO_SERVICE('a Promise')} Await it before you pass it.`],
  [
    'a service outside the cluster',
    (stack) => new ExternalService(stack, 'mail', { host: 'mail.example.com', port: 25 }),
    `${NO_SERVICE('app/mail')} Route to a Client or a Server.`,
  ],
  [
    'a database',
    (stack) => new Redis(stack, 'redis', { password: Password.none() }),
    'the path "/" routes to "redis", which is a database and does not answer HTTP requests. Route to a Client or a Server.',
  ],
])('rejects %s as a destination, beside errors of others, whatever their names are', (_, declare, message) => {
  const found = (isFirst: boolean) =>
    errors((stack) => {
      const to = declare(stack) as Client;
      const declareOther = () => new Client(stack, 'unknown', { image: 'example/client' });
      if (isFirst) declareOther();
      new IngressNginxRoutes(stack, 'routes', { routes: [Route.exact('/', to)] });
      if (!isFirst) declareOther();
    });
  const other = expect.stringContaining('[app/unknown] the image') as string;
  expect(found(true)).toEqual([other, `[app/routes] ${message}`]);
  expect(found(false)).toEqual([`[app/routes] ${message}`, other]);
});

test('rejects a component of another chart if neither chart has a namespace', () => {
  const app = new App();
  const client = new Client(new Chart(app, 'one'), 'client', { image: 'example/client:1.4.0' });
  new IngressNginxRoutes(new Chart(app, 'two'), 'routes', { routes: [Route.prefix('/', client)] });
  expect(() => app.synthYaml()).toThrow(
    '[two/routes] the path "/" routes to "client" in a chart without a namespace, but an Ingress reaches only its own namespace. Declare the routes in that component\'s chart.',
  );
});
