// No message shows what may be a password. Known intentions are offered.
import { Size } from 'cdk8s';
import {
  Client,
  Connection,
  ConfigMap,
  ExternalService,
  IngressNginxRoutes,
  Password,
  Postgres,
  Redis,
  Route,
  SecretKey,
  Server,
  Tls,
  Volume,
  type WebStack,
} from 'cdk8s-webstack';
import { errors } from '../manifests';

const image = 'example/server:1.4.0';
const names = { hostVariable: 'HOST', portVariable: 'PORT' };

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- JavaScript can pass any value
type Anything = any;

test.each<[string, (stack: WebStack) => unknown]>([
  ['a port', (stack) => new Server(stack, 'x', { image, port: 'Hunter2' as Anything })],
  [
    'a port of byName',
    (stack) => new Server(stack, 'x', { image, uses: [Server.byName(stack, 'y', 'Hunter2' as Anything)] }),
  ],
  ['a host', (stack) => new ExternalService(stack, 'x', { host: 'Hunter2', port: 1 })],
  ['a user and a password', (stack) => new ExternalService(stack, 'x', { host: 'user:Hunter2', port: 1 })],
  [
    'a user and a password as an address range',
    (stack) => new ExternalService(stack, 'x', { host: 'a.b', port: 1, cidrs: ['user:Hunter2'] }),
  ],
  ['a user and a password as the host of routes', (stack) => routes(stack, { hosts: ['user:Hunter2'] })],
  ['a URL', (stack) => new ExternalService(stack, 'x', { host: 'amqp://user:Hunter2@mq.example/v', port: 1 })],
  [
    'the name of a variable',
    (stack) => new ExternalService(stack, 'x', { host: 'a.b', port: 1, hostVariable: 'Hunter2!' }),
  ],
  ['a new name of a variable', (stack) => use(stack, external().renamed({ HOST: 'Hunter2!' }))],
  ['an old name of a variable', (stack) => use(stack, external().renamed({ 'Hunter2!': 'HOST' }))],
  ['a prefix', (stack) => use(stack, external().prefixed('Hunter2!'))],
  ['the variable of a URL', (stack) => use(stack, external().withUrl('Hunter2!'))],
  ['a swapped variable', (stack) => new Server(stack, 'x', { image, env: { 'Hunter2!': 'PASSWORD' } })],
  [
    'a swapped variable of a wrong type',
    (stack) => new Server(stack, 'x', { image, env: { 'Hunter2!': 7 as Anything } }),
  ],
  ['a swapped secret', (stack) => new Server(stack, 'x', { image, secrets: { 'Hunter2!': SecretKey.of('a', 'b') } })],
  [
    'swapped variables of a service',
    (stack) => new ExternalService(stack, 'x', { host: 'a.b', port: 1, variables: { 'Hunter2!': 'PASSWORD' } }),
  ],
  ['a swapped property', (stack) => new Postgres(stack, 'x', { Hunter2: 'password' } as Anything)],
  ['a swapped key of a ConfigMap', (stack) => new ConfigMap(stack, 'x', { data: { 'Hunter2 !': 'PASSWORD' } })],
  ['a swapped label', (stack) => new Server(stack, 'x', { image, scheduling: { nodeSelector: { 'Hunter2 !': 'a' } } })],
  ['the name of a database', (stack) => new Postgres(stack, 'x', { databases: { Hunter2$x: {} as Anything } })],
  ['an unknown database', (stack) => new Postgres(stack, 'x').database('Hunter2')],
  ['an old name like a variable', (stack) => use(stack, external().renamed({ Hunter2: 'HOST' }))],
  ['an extension', (stack) => new Postgres(stack, 'x', { extensions: ['Hunter2'] })],
  ['the user of a database', (stack) => new Postgres(stack, 'x', { user: 'Hunter2!' })],
  [
    'the name of a Secret',
    (stack) => new Postgres(stack, 'x', { password: Password.fromSecret('Hunter2', 'PGPASSWORD') }),
  ],
  [
    'the Secret of a variable',
    (stack) => new Server(stack, 'x', { image, secrets: { A: SecretKey.of('Hunter2', 'b') } }),
  ],
  ['a provider', (stack) => new Server(stack, 'x', { image, uses: ['Hunter2' as Anything] })],
  ['a command', (stack) => new Server(stack, 'x', { image, command: 'serve --password Hunter2' as Anything })],
])('does not show %s', (_, declare) => {
  const messages = errors(declare);
  expect(messages).not.toEqual([]);
  expect(messages.join()).not.toMatch(/hunter2/i);
});

test.each<[string, (stack: WebStack) => unknown, string]>([
  [
    'a host without its scheme',
    (stack) => new ExternalService(stack, 'x', { host: 'https://Mail.example/a', port: 1 }),
    'Write "mail.example".',
  ],
  [
    'a host without its port',
    (stack) => new ExternalService(stack, 'x', { host: 'cache.example:6379', port: 1 }),
    'Write "cache.example".',
  ],
  [
    'a host of routes in lower case',
    (stack) => routes(stack, { hosts: ['https://Shop.example'] }),
    'Write "shop.example".',
  ],
  [
    'an id in lower case',
    (stack) => new Server(stack, 'ApiServer', { image }),
    'Choose an id that gives "api-server".',
  ],
  [
    'a list of a provider',
    (stack) =>
      new Server(stack, 'x', { image, uses: new Redis(stack, 'redis', { password: Password.none() }) as Anything }),
    'Write [redis].',
  ],
  ['a list of a host', (stack) => routes(stack, { hosts: 'a.example' as Anything }), 'Put it in brackets: […].'],
  [
    'a list of words',
    (stack) => new Server(stack, 'x', { image, command: 'node x' as Anything }),
    "Put its words in a list: ['node', 'server.js'].",
  ],
  [
    'to await a provider',
    (stack) => new Server(stack, 'x', { image, uses: [Promise.resolve() as Anything] }),
    'Await it before you pass it.',
  ],
  [
    'to await an image',
    (stack) => new Server(stack, 'x', { image: Promise.resolve(image) as Anything }),
    'Await it before you pass it.',
  ],
  [
    'a reference to a later server',
    (stack) => new Server(stack, 'x', { image, uses: [undefined as Anything] }),
    "Declare the provider before this component, or refer to a server that is declared later by Server.byName(stack, 'id').",
  ],
])('offers %s', (_, declare, wayOut) => {
  expect(errors(declare)).toEqual([expect.stringMatching(/^\[app\/\w+\] /)]);
  expect(errors(declare)[0].endsWith(wayOut)).toBe(true);
});

test('names the path of a route, which has no password', () => {
  expect(errors((stack) => routes(stack, { path: '/@me' }))).toEqual([
    '[app/x] the path of Route.prefix is "/@me"; allowed: at most 256 characters of A-Z a-z 0-9 . _ ~ / -, starting with \'/\'.',
  ]);
});

test('keeps the valid items of a list beside an invalid one', () => {
  const volumes = { '/a': Volume.emptyDir(Size.mebibytes(1)) };
  expect(errors((stack) => new Server(stack, 'x', { image, volumes, writablePaths: ['/a', 'b', '/c', '/c'] }))).toEqual(
    [
      expect.stringContaining('[app/x] writablePaths[1] is "b"; '),
      '[app/x] the path "/a" is mounted twice. Remove one of the two.',
      '[app/x] the path "/c" is mounted twice. Remove one of the two.',
    ],
  );
});

test('accepts keys of a ConfigMap beside an invalid one', () => {
  const declare = (stack: WebStack) => {
    const settings = new ConfigMap(stack, 'settings', { data: { level: 7 as Anything, color: 'red' } });
    new Server(stack, 'x', { image, config: { LEVEL: settings.key('level'), COLOR: settings.key('color') } });
  };
  expect(errors(declare)).toEqual(['[app/settings] data["level"] is a number; allowed: text.']);
});

function external(): Connection {
  return Connection.toAddress('a.example', 1, { ...names, url: 'x://$(HOST)' });
}

function use(stack: WebStack, connection: Connection): Server {
  return new Server(stack, 'x', { image, uses: [connection] });
}

function routes(stack: WebStack, { path = '/', hosts }: { path?: string; hosts?: string[] }): IngressNginxRoutes {
  const client = new Client(stack, 'client', { image });
  return new IngressNginxRoutes(stack, 'x', { routes: [Route.prefix(path, client)], hosts, tls: Tls.none() });
}
