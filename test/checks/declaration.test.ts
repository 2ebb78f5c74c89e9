// Declarations that the compiler has not checked: an app in JavaScript, or one that runs without type-checking.
import { App, Duration, Size } from 'cdk8s';
import {
  Client,
  ConfigMap,
  Connection,
  DatabaseTls,
  Health,
  IngressNginxRoutes,
  Password,
  Platform,
  Postgres,
  Redis,
  Route,
  SecretKey,
  Server,
  Storage,
  Tls,
  Volume,
  WebStack,
  Worker,
  type ServerProps,
  type Endpoint,
  type WebStackProps,
} from 'cdk8s-webstack';
import { errors, render } from '../manifests';

const image = 'example/server:1.4.0';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- JavaScript can pass any value
type Anything = any;

function server(props: Anything): string[] {
  return errors((stack) => new Server(stack, 'server', { image, ...props }));
}

test.each<[Anything, string]>([
  [{ replcas: 2 }, 'replcas is unknown; did you mean replicas?'],
  [{ image: undefined }, 'image is missing. Set an image with a tag or a digest, such as example/server:1.4.0.'],
  [{ image: 7 }, 'image is a number; allowed: text.'],
  [
    { command: 'node server.js' },
    "command is text; allowed: a list of texts. Put its words in a list: ['node', 'server.js'].",
  ],
  [{ args: ['--port', 8080] }, 'args[1] is a number; allowed: text.'],
  [{ health: '/healthz' }, "health is text; allowed: a Health, such as Health.http('/')."],
  [{ security: { uid: 7 } }, 'security.uid is unknown; allowed: group, hostUsers, readOnlyRootFilesystem, user.'],
  [{ security: { readOnlyRootFilesystem: 'no' } }, 'security.readOnlyRootFilesystem is text; allowed: true or false.'],
  [
    { resources: { memory: '1Gi' } },
    'resources.memory is text; allowed: an object with properties. Write { limit: Size.mebibytes(512) }.',
  ],
  [
    { resources: { memory: { limit: '1Gi' } } },
    'resources.memory.limit is text; allowed: a Size, such as Size.mebibytes(1).',
  ],
  [{ resources: { cpu: { limit: 2 } } }, 'resources.cpu.limit is a number; allowed: a Cpu, such as Cpu.millis(100).'],
  [
    { termination: { preStop: 5 } },
    'termination.preStop is a number; allowed: a Duration, such as Duration.seconds(30).',
  ],
  [{ uses: 'redis' }, 'uses is text; allowed: a list of providers.'],
  [{ env: ['A=1'] }, "env is a list; allowed: a map from names to texts. Write { LEVEL: 'info' }."],
  [
    { secrets: { TOKEN: 'hunter2' } },
    "secrets[\"TOKEN\"] is text; allowed: a key of a Secret, such as SecretKey.of('mail', 'TOKEN').",
  ],
  [
    { config: { LEVEL: 'info' } },
    'config["LEVEL"] is text; allowed: a key of a ConfigMap, such as settings.key(\'level\').',
  ],
  [{ files: { '/app/a': 'content' } }, 'files["/app/a"] is text; allowed: a key of a Secret or a ConfigMap.'],
  [
    { volumes: { '/data': 'claim' } },
    'volumes["/data"] is text; allowed: a Volume, such as Volume.persistent(\'uploads\', Size.gibibytes(1)).',
  ],
  [{ writablePaths: '/cache' }, 'writablePaths is text; allowed: a list of paths. Put it in brackets: […].'],
  [{ allowNamespaces: 'shop' }, 'allowNamespaces is text; allowed: a list of namespaces. Put it in brackets: […].'],
])('rejects a server with %j', (props, expected) => {
  expect(server(props)).toEqual([`[app/server] ${expected}`]);
});

test('reports all errors at once', () => {
  expect(server({ health: 7, port: 80, replicas: '3', env: { A: 1 } })).toEqual([
    '[app/server] env["A"] is a number; allowed: text, in quotes.',
    "[app/server] health is a number; allowed: a Health, such as Health.http('/').",
    '[app/server] port is 80; allowed: a whole number from 1024 to 65535 (containers do not run as root). Listen on another port, such as 8080.',
    '[app/server] replicas is text; allowed: a whole number from 1 to 10000. Write it without quotes.',
  ]);
});

test('reports the errors of every item of a list or map', () => {
  const mountable =
    "allowed: an absolute path without ':', empty parts, '.' and parts that start with '..', such as /var/cache/app.";
  const volumes = { '/a': Volume.emptyDir(1 as Anything), '/b': 'claim', c: Volume.emptyDir(Size.mebibytes(1)) };
  expect(server({ volumes, writablePaths: ['/d', 'e'], files: { '/d': SecretKey.of('a', 'b') } })).toEqual([
    '[app/server] volumes["/b"] is text; allowed: a Volume, such as Volume.persistent(\'uploads\', Size.gibibytes(1)).',
    `[app/server] the key "c" of volumes is not valid; ${mountable}`,
    `[app/server] writablePaths[1] is "e"; ${mountable}`,
    '[app/server] the path "/d" is mounted twice. Remove one of the two.',
    '[app/server] the sizeLimit of Volume.emptyDir is a number; allowed: a Size, such as Size.mebibytes(1).',
  ]);
});

test.each<[string, (stack: WebStack) => unknown, string]>([
  [
    'a client without properties',
    (stack) => new (Client as Anything)(stack, 'x'),
    'image is missing. Set an image with a tag or a digest, such as example/server:1.4.0.',
  ],
  [
    'a worker of text',
    (stack) => new Worker(stack, 'x', 'image' as Anything),
    'the declaration is text; allowed: an object with properties.',
  ],
  [
    'a server of null',
    (stack) => new Server(stack, 'x', null as Anything),
    'the declaration is null; allowed: an object with properties.',
  ],
  [
    'a Postgres of null',
    (stack) => new Postgres(stack, 'x', null as Anything),
    'the declaration is null; allowed: an object with properties.',
  ],
  [
    'a worker with a port',
    (stack) => new Worker(stack, 'x', { image, port: 80 } as Anything),
    'port is unknown; allowed: allowEgress, args, command, config, env, files, health, image, notSecret, replicas, resources, scheduling, secrets, security, sharesWork, termination, uses, volumes, writablePaths.',
  ],
  [
    'a Redis with text as its storage',
    (stack) => new Redis(stack, 'x', { storage: '2Gi' } as Anything),
    'storage is text; allowed: a Storage, such as Storage.ofSize(Size.gibibytes(2)).',
  ],
  [
    'an unknown eviction',
    (stack) => new Redis(stack, 'x', { eviction: 'lru' } as Anything),
    'eviction is "lru"; allowed: noeviction, allkeys-lru, allkeys-lfu, volatile-lru, volatile-ttl.',
  ],
  [
    'a password as text, which is not shown',
    (stack) => new Postgres(stack, 'x', { password: 'hunter2' } as Anything),
    "password is text; allowed: a Password, such as Password.fromSecret('pgpassword', 'PGPASSWORD').",
  ],
  [
    'a Postgres with replicas',
    (stack) => new Postgres(stack, 'x', { replicas: 2 } as Anything),
    'replicas is unknown; allowed: allowNamespaces, cpu, database, databases, extensions, image, memory, password, scheduling, security, storage, tls, user.',
  ],
  [
    'a storage with text as its size',
    (stack) => new Postgres(stack, 'x', { storage: Storage.ofSize('2Gi' as Anything) }),
    'the size of Storage.ofSize is text; allowed: a Size, such as Size.mebibytes(1).',
  ],
  [
    'a storage without a size',
    (stack) => new Postgres(stack, 'x', { storage: Storage.ofSize(undefined as Anything) }),
    'the size of Storage.ofSize is missing. Pass a Size, such as Size.gibibytes(2).',
  ],
  [
    'an unknown option of a storage',
    (stack) => new Postgres(stack, 'x', { storage: Storage.ofSize(Size.gibibytes(1), { class: 'fast' } as Anything) }),
    'Storage.ofSize.class is unknown; allowed: accessMode, storageClass, volumeName.',
  ],
  [
    'an external Postgres without a host',
    (stack) => Postgres.external(stack, 'x', { tls: DatabaseTls.none() } as Anything),
    'host is missing. Set the host name or address.',
  ],
  [
    'an external Redis of null',
    (stack) => Redis.external(stack, 'x', null as Anything),
    'the declaration is null; allowed: an object with properties.',
  ],
  [
    'an external Redis with port 0',
    (stack) => Redis.external(stack, 'x', { tls: DatabaseTls.none(), host: 'a.example', port: 0 }),
    'port is 0; allowed: a whole number from 1 to 65535.',
  ],
  [
    'an external Redis with a path',
    (stack) => Redis.external(stack, 'x', { tls: DatabaseTls.none(), host: 'a.example', path: '/' } as Anything),
    'path is unknown; allowed: cidrs, host, password, port, tls.',
  ],
  [
    'a ConfigMap without data',
    (stack) => new ConfigMap(stack, 'x', {} as Anything),
    "data is missing. Set keys and their texts, such as { level: 'info' }.",
  ],
  [
    'text as a route',
    (stack) => new IngressNginxRoutes(stack, 'x', { routes: ['/'] } as Anything),
    "routes[0] is text; allowed: a Route, such as Route.prefix('/', client).",
  ],
  [
    'no routes',
    (stack) => new (IngressNginxRoutes as Anything)(stack, 'x'),
    "routes is missing. Add a route, such as Route.prefix('/', client).",
  ],
])('rejects %s', (_, declare, expected) => {
  expect(errors(declare)).toEqual([`[app/x] ${expected}`]);
});

test.each<[string, (stack: WebStack) => Partial<ServerProps>, string]>([
  [
    'Health.http',
    () => ({ health: Health.http(7 as Anything) }),
    'the path of Health.http is a number; allowed: text.',
  ],
  [
    'the options of Health.http',
    () => ({ health: Health.http('/', { prot: 80 } as Anything) }),
    'Health.http.prot is unknown; did you mean port?',
  ],
  [
    'Health.tcp',
    () => ({ health: Health.tcp('http' as Anything) }),
    'the port of Health.tcp is text; allowed: a whole number from 1 to 65535.',
  ],
  [
    'Health.command',
    () => ({ health: Health.command('pg_isready' as Anything) }),
    "the command of Health.command is text; allowed: a list of texts. Put its words in a list: ['node', 'server.js'].",
  ],
  [
    'withStartupTimeout',
    () => ({ health: Health.none().withStartupTimeout(90 as Anything) }),
    'the startup of Health.withStartupTimeout is a number; allowed: a Duration, such as Duration.seconds(30).',
  ],
  [
    'Volume.emptyDir',
    () => ({ volumes: { '/x': Volume.emptyDir('1Gi' as Anything) } }),
    'the sizeLimit of Volume.emptyDir is text; allowed: a Size, such as Size.mebibytes(1).',
  ],
  [
    'Volume.claim',
    () => ({ replicas: 1, volumes: { '/x': Volume.claim('x', { readonly: true } as Anything) } }),
    'Volume.claim.readonly is unknown; did you mean readOnly?',
  ],
  [
    'prefixed',
    (stack) => ({ uses: [new Redis(stack, 'redis').connection.prefixed(undefined as Anything)] }),
    "the prefix of Connection.prefixed is missing. Set the prefix, such as 'REPORTS_'.",
  ],
  [
    'renamed',
    (stack) => ({ uses: [new Redis(stack, 'redis').connection.renamed({ REDIS_HOST: 7 } as Anything)] }),
    'the names["REDIS_HOST"] of Connection.renamed is a number; allowed: text.',
  ],
  [
    'a value without a connection',
    () => ({ uses: [{ connection: {} }] as Anything }),
    'uses[0] is an Object, which has no connection. Use a database, a client, a server or an external service.',
  ],
  [
    'the endpoint of Connection.toEndpoint',
    () => ({ uses: [own({ service: 'Nats' })] }),
    'endpoint.service is "Nats"; allowed: a Service name of at most 63 lower-case letters, digits and \'-\', starting with a letter, not ending with \'-\'. Write "nats".',
  ],
  [
    'the options of Connection.toAddress',
    () => ({ uses: [Connection.toAddress('a.example', 80, { hostVariable: 'A_HOST' } as Anything)] }),
    'Connection.toAddress.portVariable is missing. Set the name of the variable.',
  ],
])('checks %s in the component that uses it', (_, props, expected) => {
  expect(errors((stack) => new Server(stack, 'server', { image, ...props(stack) }))).toEqual([
    `[app/server] ${expected}`,
  ]);
});

test('checks a platform in its stack, and a route in the routes that use it', () => {
  const platform = Platform.generic({ ingres: 'nginx', disposable: 'yes', imagePullPolicy: 'never' } as Anything);
  const declare = (stack: WebStack) =>
    new IngressNginxRoutes(stack, 'routes', {
      routes: [Route.prefix('/', new Client(stack, 'client', { image }), { strip: true } as Anything)],
      tls: Tls.none(),
    });
  expect(errors(declare, { platform })).toEqual([
    '[app] Platform.generic.ingres is unknown; allowed: accessMode, disposable, dns, imagePullPolicy, ingressClass, ingressController, kubernetesVersion, storageClass.',
    '[app] Platform.generic.imagePullPolicy is "never"; allowed: Always, IfNotPresent, Never.',
    '[app] Platform.generic.disposable is text; allowed: true or false.',
    '[app/routes] Route.prefix.strip is unknown; did you mean stripPrefix?',
  ]);
});

test('accepts additional properties of a derived class', () => {
  class TeamServer extends Server {}
  const props: ServerProps & { team: string } = { image, team: 'web' };
  expect(errors((stack) => new TeamServer(stack, 'server', props))).toEqual([]);
});

test.each<[string, (stack: WebStack) => unknown, string]>([
  [
    'a map',
    (stack) => new Server(stack, 'x', { image, env: new Map([['A', 'b']]) } as Anything),
    "env is a Map; allowed: a map from names to texts. Write { LEVEL: 'info' }.",
  ],
  [
    'a date',
    (stack) => new Server(stack, 'x', { image, termination: new Date(0) } as Anything),
    'termination is a Date; allowed: an object with properties. Write { gracePeriod: Duration.seconds(60) }.',
  ],
  [
    'a number instead of options',
    (stack) => new Server(stack, 'x', { image, health: Health.http('/', 8080 as Anything) }),
    'the options of Health.http is a number; allowed: an object with properties.',
  ],
  [
    'a hole in a list',
    (stack) => new Server(stack, 'x', { image, writablePaths: ['/a', , '/b'] } as Anything),
    'writablePaths[1] is missing. Set the item or remove it.',
  ],
  [
    'a construct instead of text',
    (stack) => new Server(stack, 'x', { image, env: { R: stack } } as Anything),
    'env["R"] is a WebStack; allowed: text, in quotes.',
  ],
  [
    'a Storage instead of a Volume',
    (stack) => new Server(stack, 'x', { image, volumes: { '/d': Storage.claim('d') } } as Anything),
    'volumes["/d"] is a Storage; allowed: a Volume, such as Volume.persistent(\'uploads\', Size.gibibytes(1)).',
  ],
  [
    'a Secret instead of its key',
    (stack) => new Server(stack, 'x', { image, secrets: { A: { kind: 'Secret', name: 'a' } } } as Anything),
    "secrets[\"A\"] is an Object; allowed: a key of a Secret, such as SecretKey.of('mail', 'TOKEN').",
  ],
  [
    'a property whose name contains a line break',
    (stack) => new Server(stack, 'x', { image, 'a\n[x] b': 1 } as Anything),
    'the name of a property is (not shown: it may contain a password); allowed: allowEgress, allowNamespaces, args, autoscaling, command, config, env, files, health, image, notSecret, port, replicas, resources, scheduling, secrets, security, termination, uses, volumes, writablePaths.',
  ],
  [
    'a function, whose text is not shown',
    (stack) => new Server(stack, 'x', { image, env: { A: () => 'hunter2' } } as Anything),
    'env["A"] is a function; allowed: text, in quotes.',
  ],
])('rejects %s', (_, declare, expected) => {
  expect(errors(declare)).toEqual([`[app/x] ${expected}`]);
});

test.each([
  'hunter2@cache.example',
  'rediss://cache?password=hunter2',
  'https://a:\nhunter2@b',
  'a:hunter2@sha256:6379',
  `redis://:hunter2@sha256:${'a'.repeat(64)}`,
])('does not show the password in %j', (host) => {
  const messages = errors((stack) => Redis.external(stack, 'x', { tls: DatabaseTls.none(), host }));
  expect(messages).toHaveLength(1);
  expect(messages[0]).not.toContain('hunter2');
});

test('throws if a component is not in a chart', () => {
  expect(() => new Redis(new App() as Anything, 'redis')).toThrow(
    'redis: the component is not in a chart. Create it in a WebStack or another Chart.',
  );
});

test('ignores changes of a declaration after it was passed', () => {
  const [data, args] = [{ a: '1' }, ['--fast']];
  const manifests = render((stack) => {
    new ConfigMap(stack, 'settings', { data });
    new Worker(stack, 'worker', { image, args });
    data.a = '2';
    args.push(7 as Anything);
  });
  expect(manifests.get('ConfigMap').data).toEqual({ a: '1' });
  expect(manifests.container('worker').args).toEqual(['--fast']);
});

test.each<[string, (stack: WebStack) => unknown, string]>([
  [
    'a Redis with an invalid CPU',
    (stack) => new Redis(stack, 'x', { cpu: { limit: '1' } } as Anything),
    'cpu.limit is text; allowed: a Cpu, such as Cpu.millis(100).',
  ],
  [
    'a Redis with an unknown security property',
    (stack) => new Redis(stack, 'x', { security: { uid: 7 } } as Anything),
    'security.uid is unknown; allowed: group, hostUsers, readOnlyRootFilesystem, user.',
  ],
  [
    'an external Postgres with an unknown property',
    (stack) => Postgres.external(stack, 'x', { tls: DatabaseTls.none(), host: 'db.example', schema: 'a' } as Anything),
    'schema is unknown; allowed: cidrs, database, host, password, port, tls, user.',
  ],
  [
    'too many replicas',
    (stack) => new Server(stack, 'x', { image, replicas: 10_001 }),
    'replicas is 10001; allowed: a whole number from 1 to 10000.',
  ],
  [
    'a grace period that is too long',
    (stack) => new Server(stack, 'x', { image, termination: { gracePeriod: Duration.days(30_000) } }),
    'termination.gracePeriod is 2592000000 seconds; allowed: whole seconds from 0 to 2147483647.',
  ],
  [
    'a volume with an invalid claim name',
    (stack) =>
      new Server(stack, 'x', {
        image,
        replicas: 1,
        volumes: { '/d': Volume.persistent('Up_Loads', Size.gibibytes(1)) },
      }),
    'the name of the claim is "x-Up_Loads"; allowed: a PersistentVolumeClaim name of at most 253 lower-case letters, digits, \'-\' and \'.\', starting and ending with a letter or digit. Write "x-up-loads".',
  ],
  [
    'an inline password that is too long',
    (stack) => new Postgres(stack, 'x', { password: Password.inline('a'.repeat(257)) }),
    "the value of Password.inline is (not shown); allowed: 1 to 256 letters, digits, '.', '_', '~' and '-' (it becomes part of URLs). Create one with `openssl rand -hex 24`.",
  ],
  [
    'an endpoint with an invalid container port',
    (stack) => new Server(stack, 'x', { image, uses: [own({ containerPort: 0 })] }),
    'endpoint.containerPort is 0; allowed: a whole number from 1 to 65535.',
  ],
  [
    'an endpoint with an invalid label',
    (stack) => new Server(stack, 'x', { image, uses: [own({ podLabels: { app: 'a b' } })] }),
    "endpoint.podLabels[\"app\"] is \"a b\"; allowed: at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit.",
  ],
  [
    'an invisible character',
    (stack) => new Server(stack, 'x', { image, allowNamespaces: ['a\x7f'] }),
    "allowNamespaces[0] is \"a\\u007f\"; allowed: a namespace name of at most 63 lower-case letters, digits and '-', not starting or ending with '-'.",
  ],
])('rejects %s with one error', (_, declare, expected) => {
  expect(errors(declare)).toEqual([`[app/x] ${expected}`]);
});

function own(changes: Partial<Endpoint>): Connection {
  const endpoint = { service: 'nats', port: 4222, containerPort: 4222, podLabels: { app: 'nats' }, mine: true };
  return Connection.toEndpoint({ ...endpoint, ...changes }, { hostVariable: 'NATS_HOST', portVariable: 'NATS_PORT' });
}

test('accepts additional properties of an endpoint', () => {
  expect(errors((stack) => new Server(stack, 'x', { image, uses: [own({})] }))).toEqual([]);
});

test('rejects an unknown property of a stack, but not of a derived class', () => {
  class TeamStack extends WebStack {}
  const props: WebStackProps & { team: string } = { team: 'web' };
  const [plain, derived] = [new App(), new App()];
  new WebStack(plain, 'app', props);
  new TeamStack(derived, 'app', props);
  expect(() => plain.synthYaml()).toThrow(
    '[app] team is unknown; allowed: createNamespace, isolated, labels, namespace, platform, podDefaults.',
  );
  expect(() => derived.synthYaml()).not.toThrow();
});
