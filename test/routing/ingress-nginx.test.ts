import { App, Chart } from 'cdk8s';
import { Size } from 'cdk8s';
import {
  Client,
  IngressNginxRoutes,
  Platform,
  Route,
  Server,
  Tls,
  type IngressNginxRoutesProps,
  type WebStack,
} from 'cdk8s-webstack';
import { mistakes, render, yaml } from '../manifests';

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

test('the routes of the reference application', () => {
  const manifests = render(
    routed((client, server) => [Route.prefix('/', client), Route.prefix('/api', server, { stripPrefix: true })]),
  );
  expect(yaml(...manifests.all('Ingress'))).toMatchSnapshot();
});

test('routes with every property', () => {
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

test('the class is the one of the platform', () => {
  const platform = Platform.custom({ ingressClass: 'internal' });
  const manifests = render(
    routed((client) => [Route.prefix('/', client)], { tls: Tls.none() }),
    { platform },
  );
  expect(manifests.get('Ingress').spec.ingressClassName).toBe('internal');
});

test('where nothing is stripped, paths are what they say', () => {
  const declared = paths((client, server) => [
    Route.prefix('/', client),
    Route.prefix('/v1', server),
    Route.exact('/up', server),
  ]);
  expect(declared).toEqual({
    routes: ['Prefix / -> client:3000', 'Prefix /v1 -> server:5000', 'Exact /up -> server:5000'],
  });
});

test('beside a stripped prefix, plain paths are expressions that say the same', () => {
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

test('a path with a dot, which the controller refuses as a plain path, is an expression', () => {
  const declared = paths((client) => [Route.prefix('/', client), Route.exact('/robots.txt', client)]);
  expect(declared).toEqual({
    routes: ['Prefix / -> client:3000', 'ImplementationSpecific /robots\\.txt$(?#exact) -> client:3000'],
  });
});

/** How a message shows a path. */
function shortened(path: string): string {
  const text = JSON.stringify(path);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

test('what strips rewrites to what is behind the prefix, and to nothing else', () => {
  const manifests = render(routed((_, server) => [Route.prefix('/api', server, { stripPrefix: true })]));
  expect(manifests.get('Ingress').metadata.annotations).toEqual({
    'nginx.ingress.kubernetes.io/proxy-next-upstream-tries': '6',
    'nginx.ingress.kubernetes.io/proxy-next-upstream-timeout': '10',
    'nginx.ingress.kubernetes.io/use-regex': 'true',
    'nginx.ingress.kubernetes.io/rewrite-target': '/$2',
  });
});

describe('routes are refused', () => {
  const refused = (...declared: Parameters<typeof routed>) => mistakes(routed(...declared));
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
  ])('with a path that is not on the list: %j', (path) => {
    expect(refused((client) => [Route.exact(path, client)])).toEqual([
      `[app/routes] the path ${shortened(path)} is none that can be routed; allowed are at most 256 of A-Z a-z 0-9 . _ ~ / - beginning with /`,
    ]);
  });

  test.each<[string, (client: Client, server: Server) => Route[], string]>([
    ['none', () => [], '[app/routes] there are no routes; name at least one, such as Route.prefix("/", client)'],
    [
      'with an empty part',
      (client) => [Route.prefix('/a//b', client)],
      '[app/routes] the path "/a//b" has an empty part, or one that is . or ..; browsers and proxies take those out',
    ],
    ...['/x_by_lua', '/var/run/secrets/x', '/etc/nginx', '/static/etc/passwd'].map(
      (path): [string, (client: Client, server: Server) => Route[], string] => [
        `with ${path}, which the controller denies`,
        (client) => [Route.prefix(path, client)],
        `[app/routes] the path "${path}" looks to ingress-nginx like an attack on itself: it denies _by_lua, /var/run/secrets and certain folders of /etc; choose another one`,
      ],
    ),
    ...(
      [
        [
          'exact',
          (client, server) => [Route.exact('/API', client), Route.prefix('/api', server, { stripPrefix: true })],
          '/API',
        ],
        ['below it', (client, server) => [Route.prefix('/Api/v.1', client), Route.prefix('/api', server)], '/Api/v.1'],
      ] as [string, (client: Client, server: Server) => Route[], string][]
    ).map(([what, routes, path]): [string, (client: Client, server: Server) => Route[], string] => [
      `that take requests from each other: ${what}, in another case`,
      routes,
      `[app/routes] the path "${path}" takes requests that "/api" is for, since case is ignored beside a stripped prefix, or a path with . or ~; write both in the same case`,
    ]),
    [
      'that end with a slash',
      (client) => [Route.prefix('/api/', client)],
      '[app/routes] the path "/api/" ends with /; write "/api": a prefix takes both',
    ],
    [
      'twice',
      (client, server) => [Route.prefix('/a', client), Route.prefix('/a', server)],
      '[app/routes] the path "/a" is routed twice; leave one out',
    ],
    [
      'twice but for the case, where that is ignored',
      (client, server) => [Route.prefix('/A', client), Route.prefix('/a', server, { stripPrefix: true })],
      '[app/routes] the path "/a" is routed twice (case is ignored beside a stripped prefix, or a path with . or ~); leave one out',
    ],
    [
      'that strip nothing',
      (client) => [Route.prefix('/', client, { stripPrefix: true })],
      '[app/routes] stripPrefix on "/" has nothing to strip; leave it out',
    ],
  ])('%s', (_, routes, message) => {
    expect(refused(routes)).toEqual([message]);
  });

  test('with a host that is no name', () => {
    const host = 'shop.example; return 200';
    expect(refused((client) => [Route.prefix('/', client)], { hosts: [host] })).toEqual([
      `[app/routes] the host "${host}" is no DNS name; allowed are labels of a-z, 0-9 and '-' joined by '.', the first of which may be '*'`,
    ]);
  });

  test.each<[string, Partial<IngressNginxRoutesProps>, string]>([
    ['without any host', { hosts: [] }, 'hosts is empty; leave it out for every host, or name at least one'],
  ])('%s', (_, more, message) => {
    expect(refused((client) => [Route.prefix('/', client)], more)).toEqual([`[app/routes] ${message}`]);
  });

  test('for a host that has routes already', () => {
    const declare = (hosts?: string[]) => (stack: WebStack) => {
      const client = new Client(stack, 'client', { image });
      for (const id of ['one', 'two'])
        new IngressNginxRoutes(stack, id, { hosts, routes: [Route.prefix(`/${id}`, client)] });
    };
    expect(mistakes(declare(['shop.example']))).toEqual([
      '[app/two] the host "shop.example" already has routes in app/one; put all routes of a host into one IngressNginxRoutes',
    ]);
    expect(mistakes(declare())).toEqual([
      '[app/two] every host already has routes in app/one; put all routes of a host into one IngressNginxRoutes',
    ]);
  });

  test('to another namespace', () => {
    const endpoint = { service: 'x', port: 80, containerPort: 8080, podLabels: { app: 'x' }, namespace: 'other' };
    expect(refused(() => [Route.prefix('/', { endpoint })])).toEqual([
      '[app/routes] the path "/" leads to "x" in the namespace "other", and an Ingress reaches only its own namespace; declare the routes where that component is',
    ]);
  });
});

test('what is no component cannot be routed to', () => {
  // @ts-expect-error: not even a component
  expect(() => Route.exact('/', undefined)).toThrow('undefined: cannot be routed to from "/": it has no Service');
  // @ts-expect-error: nor this
  expect(() => Route.exact('/', Size.gibibytes(1))).toThrow('it has no Service; route to a Client or a Server');
});

test('a component of another chart is refused where neither names its namespace', () => {
  const app = new App();
  const client = new Client(new Chart(app, 'one'), 'client', { image: 'example/client:1.4.0' });
  new IngressNginxRoutes(new Chart(app, 'two'), 'routes', { routes: [Route.prefix('/', client)] });
  expect(() => app.synthYaml()).toThrow(
    '[two/routes] the path "/" leads to "client" in a chart without a namespace, and an Ingress reaches only its own namespace; declare the routes where that component is',
  );
});
