// What nobody checks before: an app in JavaScript, or one that is run without its types.
import { App, Duration, Size } from 'cdk8s';
import {
  Client,
  ConfigMap,
  Connection,
  Health,
  Password,
  IngressNginxRoutes,
  Platform,
  Postgres,
  Redis,
  Route,
  Server,
  Storage,
  Tls,
  Volume,
  Worker,
  type ServerProps,
  WebStack,
  type Endpoint,
  type WebStackProps,
} from 'cdk8s-webstack';
import { mistakes, render } from '../manifests';

const image = 'example/server:1.4.0';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever JavaScript can write
type Anything = any;

function server(props: Anything): string[] {
  return mistakes((stack) => new Server(stack, 'server', { image, ...props }));
}

test.each<[Anything, string]>([
  [
    { replcas: 2 },
    'replcas is not known; allowed are admitNamespaces, allowEgress, args, autoscaling, command, config, env, files, health, image, port, priorityClassName, replicas, resources, secrets, security, termination, uses, volumes, writablePaths',
  ],
  [{ image: undefined }, 'image is missing; name one, with a tag or a digest: example/server:1.4.0'],
  [{ image: 7 }, 'image is a number; allowed is text'],
  [{ command: 'node server.js' }, 'command is text; allowed is a list of texts'],
  [{ args: ['--port', 8080] }, 'args[1] is a number; allowed is text'],
  [{ health: '/healthz' }, "health is text; allowed is a Health, such as Health.http('/')"],
  [{ security: { uid: 7 } }, 'security.uid is not known; allowed are group, readOnlyRootFilesystem, user'],
  [{ security: { readOnlyRootFilesystem: 'no' } }, 'security.readOnlyRootFilesystem is text; allowed is true or false'],
  [{ resources: { memory: '1Gi' } }, 'resources.memory is text; allowed is an object with properties'],
  [
    { resources: { memory: { limit: '1Gi' } } },
    'resources.memory.limit is text; allowed is a Size, such as Size.mebibytes(512)',
  ],
  [{ resources: { cpu: { limit: 2 } } }, 'resources.cpu.limit is a number; allowed is a Cpu, such as Cpu.millis(100)'],
  [
    { termination: { preStop: 5 } },
    'termination.preStop is a number; allowed is a Duration, such as Duration.seconds(30)',
  ],
  [{ uses: 'redis' }, 'uses is text; allowed is a list of providers'],
  [{ env: ['A=1'] }, 'env is a list; allowed are texts by name'],
  [
    { secrets: { TOKEN: 'hunter2' } },
    "secrets[\"TOKEN\"] is text; allowed is a key of a Secret, such as SecretKey.of('mail', 'TOKEN')",
  ],
  [
    { config: { LEVEL: 'info' } },
    'config["LEVEL"] is text; allowed is a key of a ConfigMap, such as settings.key("level")',
  ],
  [{ files: { '/app/a': 'content' } }, 'files["/app/a"] is text; allowed is a key of a Secret or a ConfigMap'],
  [
    { volumes: { '/data': 'claim' } },
    'volumes["/data"] is text; allowed is a Volume, such as Volume.persistent(\'uploads\', Size.gibibytes(1))',
  ],
  [{ writablePaths: '/cache' }, 'writablePaths is text; allowed is a list of paths'],
  [{ admitNamespaces: 'shop' }, 'admitNamespaces is text; allowed is a list of namespaces'],
])('a server with %j is refused', (props, expected) => {
  expect(server(props)).toEqual([`[app/server] ${expected}`]);
});

test('all of it is said at once, and what is right is checked all the same', () => {
  expect(server({ health: 7, port: 80, replicas: '3', env: { A: 1 } })).toEqual([
    "[app/server] health is a number; allowed is a Health, such as Health.http('/')",
    '[app/server] port is 80; allowed is a whole number from 1024 to 65535: below that, only root may listen; let the program listen on another one',
    '[app/server] replicas is "3"; allowed is a whole number from 1 to 10000',
    '[app/server] env.A is a number; allowed is text, so put it in quotes',
  ]);
});

test.each<[string, (stack: WebStack) => unknown, string]>([
  [
    'a client without properties',
    (stack) => new (Client as Anything)(stack, 'x'),
    'image is missing; name one, with a tag or a digest: example/server:1.4.0',
  ],
  [
    'a worker of text',
    (stack) => new Worker(stack, 'x', 'image' as Anything),
    'the declaration is text; allowed is an object with properties',
  ],
  [
    'a worker with a port',
    (stack) => new Worker(stack, 'x', { image, port: 80 } as Anything),
    'port is not known; allowed are allowEgress, args, command, config, env, files, health, image, priorityClassName, replicas, resources, secrets, security, sharesWork, termination, uses, volumes, writablePaths',
  ],
  [
    'a Redis with a size',
    (stack) => new Redis(stack, 'x', { storage: '2Gi' } as Anything),
    'storage is text; allowed is a Storage, such as Storage.ofSize(Size.gibibytes(2))',
  ],
  [
    'an unknown eviction',
    (stack) => new Redis(stack, 'x', { eviction: 'lru' } as Anything),
    'eviction is "lru"; allowed are noeviction, allkeys-lru, allkeys-lfu, volatile-lru, volatile-ttl',
  ],
  [
    'a password as text, which is not shown',
    (stack) => new Postgres(stack, 'x', { password: 'hunter2' } as Anything),
    "password is text; allowed is a Password, such as Password.fromSecret('pgpassword', 'PGPASSWORD')",
  ],
  [
    'a Postgres with replicas',
    (stack) => new Postgres(stack, 'x', { replicas: 2 } as Anything),
    'replicas is not known; allowed are admitNamespaces, cpu, database, image, memory, password, priorityClassName, security, storage, user',
  ],
  [
    'a storage of text',
    (stack) => new Postgres(stack, 'x', { storage: Storage.ofSize('2Gi' as Anything) }),
    'storage is text; allowed is a Size, such as Size.mebibytes(1)',
  ],
  [
    'an option of a storage',
    (stack) =>
      new Postgres(stack, 'x', { storage: Storage.ofSize(undefined as Anything, { class: 'fast' } as Anything) }),
    'storage.class is not known; allowed are accessMode, storageClass, volumeName',
  ],
  [
    'an external Postgres without a host',
    (stack) => Postgres.external(stack, 'x', {} as Anything),
    'host is undefined; allowed is a DNS name in lower case or an IPv4 address, without scheme, user, port and path',
  ],
  [
    'an external Redis with a path',
    (stack) => Redis.external(stack, 'x', { host: 'a.example', path: '/' } as Anything),
    'path is not known; allowed are cidrs, host, password, port',
  ],
  [
    'a ConfigMap without data',
    (stack) => new ConfigMap(stack, 'x', {} as Anything),
    'data is missing; name keys and their texts',
  ],
  [
    'routes that are none',
    (stack) => new IngressNginxRoutes(stack, 'x', { routes: ['/'] } as Anything),
    "routes[0] is text; allowed is a Route, such as Route.prefix('/', client)",
  ],
  ['no routes', (stack) => new (IngressNginxRoutes as Anything)(stack, 'x'), 'routes is missing; name at least one'],
])('%s is refused', (_, declare, expected) => {
  expect(mistakes(declare)[0]).toBe(`[app/x] ${expected}`);
});

test.each<[string, (stack: WebStack) => Partial<ServerProps>, string]>([
  ['Health.http', () => ({ health: Health.http(7 as Anything) }), 'health.path is a number; allowed is text'],
  [
    'its options',
    () => ({ health: Health.http('/', { prot: 80 } as Anything) }),
    'health.prot is not known; allowed are livenessPath, port',
  ],
  [
    'Health.tcp',
    () => ({ health: Health.tcp('http' as Anything) }),
    'the port of Health.tcp is text; allowed is a number',
  ],
  [
    'Health.command',
    () => ({ health: Health.command('pg_isready' as Anything) }),
    'Health.command is text; allowed is a list of texts',
  ],
  [
    'startingWithin',
    () => ({ health: Health.none().startingWithin(90 as Anything) }),
    'startingWithin is a number; allowed is a Duration, such as Duration.seconds(30)',
  ],
  [
    'Volume.emptyDir',
    () => ({ volumes: { '/x': Volume.emptyDir('1Gi' as Anything) } }),
    'the size of Volume.emptyDir is text; allowed is a Size, such as Size.mebibytes(1)',
  ],
  [
    'Volume.claim',
    () => ({ replicas: 1, volumes: { '/x': Volume.claim('x', { readonly: true } as Anything) } }),
    'Volume.claim.readonly is not known; allowed are accessMode, readOnly',
  ],
  [
    'prefixed',
    (stack) => ({ uses: [new Redis(stack, 'redis').connection.prefixed(undefined as Anything)] }),
    "the prefix is undefined; allowed are letters, digits and '_', not beginning with a digit: 'REPORTS_'",
  ],
  [
    'renamed',
    (stack) => ({ uses: [new Redis(stack, 'redis').connection.renamed({ REDIS_HOST: 7 } as Anything)] }),
    'the new names["REDIS_HOST"] is a number; allowed is text',
  ],
  [
    'what has no connection',
    () => ({ uses: [{ connection: {} }] as Anything }),
    'uses has an Object, which has no connection; give the construct of a database, a client, a server or an external service',
  ],
  [
    'an endpoint',
    () => ({ uses: [own({ service: 'Nats' })] }),
    "the endpoint.service is \"Nats\"; allowed are at most 63 of a-z, 0-9 and '-', beginning with a letter, not ending with '-'",
  ],
  [
    'an address',
    () => ({ uses: [Connection.toAddress('a.example', 80, { hostVariable: 'A_HOST' } as Anything)] }),
    'the connection.portVariable is missing; name the variable',
  ],
])('%s is checked where it is used', (_, props, expected) => {
  expect(mistakes((stack) => new Server(stack, 'server', { image, ...props(stack) }))[0]).toBe(
    `[app/server] ${expected}`,
  );
});

test('a route and a platform are checked where they are used', () => {
  const platform = Platform.custom({ ingres: 'nginx', throwAway: 'yes', imagePullPolicy: 'never' } as Anything);
  const declare = (stack: WebStack) =>
    new IngressNginxRoutes(stack, 'routes', {
      routes: [Route.prefix('/', new Client(stack, 'client', { image }), { strip: true } as Anything)],
      tls: Tls.none(),
    });
  expect(mistakes(declare, { platform })).toEqual([
    '[app] platform.ingres is not known; allowed are accessMode, dns, imagePullPolicy, ingressClass, ingressController, kubernetesVersion, storageClass, throwAway',
    '[app] platform.imagePullPolicy is "never"; allowed are Always, IfNotPresent, Never',
    '[app] platform.throwAway is text; allowed is true or false',
    '[app/routes] Route.prefix.strip is not known; allowed are stripPrefix',
  ]);
});

test('a class that is derived may have more properties', () => {
  class TeamServer extends Server {}
  const props: ServerProps & { team: string } = { image, team: 'web' };
  expect(mistakes((stack) => new TeamServer(stack, 'server', props))).toEqual([]);
});

test.each<[string, (stack: WebStack) => unknown, string]>([
  [
    'a map',
    (stack) => new Server(stack, 'x', { image, env: new Map([['A', 'b']]) } as Anything),
    'env is a Map; allowed are texts by name',
  ],
  [
    'a date',
    (stack) => new Server(stack, 'x', { image, termination: new Date(0) } as Anything),
    'termination is a Date; allowed is an object with properties',
  ],
  [
    'a number for options',
    (stack) => new Server(stack, 'x', { image, health: Health.http('/', 8080 as Anything) }),
    'health is a number; allowed is an object with properties',
  ],
  [
    'a hole in a list',
    (stack) => new Server(stack, 'x', { image, writablePaths: ['/a', , '/b'] } as Anything),
    'writablePaths[1] is missing; leave it out',
  ],
  [
    'a construct for a text',
    (stack) => new Server(stack, 'x', { image, env: { R: stack } } as Anything),
    'env.R is a WebStack; allowed is text, so put it in quotes',
  ],
  [
    'a Storage for a Volume',
    (stack) => new Server(stack, 'x', { image, volumes: { '/d': Storage.claim('d') } } as Anything),
    'volumes["/d"] is a Storage; allowed is a Volume, such as Volume.persistent(\'uploads\', Size.gibibytes(1))',
  ],
  [
    'a Secret for its key',
    (stack) => new Server(stack, 'x', { image, secrets: { A: { kind: 'Secret', name: 'a' } } } as Anything),
    "secrets[\"A\"] is an Object; allowed is a key of a Secret, such as SecretKey.of('mail', 'TOKEN')",
  ],
  [
    'a name that forges a line',
    (stack) => new Server(stack, 'x', { image, 'a\n[x] b': 1 } as Anything),
    '"a\\n[x] b" is not known; allowed are admitNamespaces, allowEgress, args, autoscaling, command, config, env, files, health, image, port, priorityClassName, replicas, resources, secrets, security, termination, uses, volumes, writablePaths',
  ],
  [
    'a function, whose text is not shown',
    (stack) => new Server(stack, 'x', { image, env: { A: () => 'hunter2' } } as Anything),
    'env.A is a function; allowed is text, so put it in quotes',
  ],
])('%s is refused in words of ours', (_, declare, expected) => {
  expect(mistakes(declare)).toEqual([`[app/x] ${expected}`]);
});

test.each([
  'hunter2@cache.example',
  'rediss://cache?password=hunter2',
  'https://a:\nhunter2@b',
  'a:hunter2@sha256:6379',
  `redis://:hunter2@sha256:${'a'.repeat(64)}`,
])('a password in %j is not shown', (host) => {
  const messages = mistakes((stack) => Redis.external(stack, 'x', { host }));
  expect(messages).toHaveLength(1);
  expect(messages[0]).not.toContain('hunter2');
});

test('a component in no chart says so', () => {
  expect(() => new Redis(new App() as Anything, 'redis')).toThrow(
    'redis: is in no chart; put it into a WebStack, or into another Chart',
  );
});

test('what is changed after it was handed over changes nothing', () => {
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
    'a Redis with a CPU that is none',
    (stack) => new Redis(stack, 'x', { cpu: { limit: '1' } } as Anything),
    'cpu.limit is text; allowed is a Cpu, such as Cpu.millis(100)',
  ],
  [
    'a Redis with a user that is none',
    (stack) => new Redis(stack, 'x', { security: { uid: 7 } } as Anything),
    'security.uid is not known; allowed are group, readOnlyRootFilesystem, user',
  ],
  [
    'an external Postgres with a schema',
    (stack) => Postgres.external(stack, 'x', { host: 'db.example', schema: 'a' } as Anything),
    'schema is not known; allowed are cidrs, database, host, password, port, user',
  ],
  [
    'too many replicas',
    (stack) => new Server(stack, 'x', { image, replicas: 10_001 }),
    'replicas is 10001; allowed is a whole number from 1 to 10000',
  ],
  [
    'a grace period without an end',
    (stack) => new Server(stack, 'x', { image, termination: { gracePeriod: Duration.days(30_000) } }),
    'termination.gracePeriod is 2592000000 seconds; allowed are whole seconds from 0 to 2147483647',
  ],
  [
    'a volume whose claim cannot be',
    (stack) =>
      new Server(stack, 'x', {
        image,
        replicas: 1,
        volumes: { '/d': Volume.persistent('Up_Loads', Size.gibibytes(1)) },
      }),
    "the claim \"x-Up_Loads\" has a name that Kubernetes refuses; allowed are a-z, 0-9, '-' and '.', at most 253",
  ],
  [
    'an inline password without an end',
    (stack) => new Postgres(stack, 'x', { password: Password.inline('a'.repeat(257)) }),
    'the password in Password.inline is empty, or has characters that a URL does not take; allowed are 1 to 256 of A-Z a-z 0-9 . _ ~ -, as `openssl rand -hex 24` makes them',
  ],
  [
    'an endpoint with a container port that is none',
    (stack) => new Server(stack, 'x', { image, uses: [own({ containerPort: 0 })] }),
    'containerPort is 0; allowed is a whole number from 1 to 65535',
  ],
  [
    'an endpoint with labels that are none',
    (stack) => new Server(stack, 'x', { image, uses: [own({ podLabels: { app: 'a b' } })] }),
    "podLabels has the value \"a b\" for \"app\"; allowed are at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit",
  ],
  [
    'a character that nobody sees',
    (stack) => Redis.external(stack, 'x', { host: 'a\x7f' }),
    'host is "a\\u007f"; allowed is a DNS name in lower case or an IPv4 address, without scheme, user, port and path',
  ],
])('%s is refused, and nothing else said', (_, declare, expected) => {
  expect(mistakes(declare)).toEqual([`[app/x] ${expected}`]);
});

function own(changes: Partial<Endpoint>): Connection {
  const endpoint = { service: 'nats', port: 4222, containerPort: 4222, podLabels: { app: 'nats' }, mine: true };
  return Connection.toEndpoint({ ...endpoint, ...changes }, { hostVariable: 'NATS_HOST', portVariable: 'NATS_PORT' });
}

test('an endpoint of a class of its own may have more', () => {
  expect(mistakes((stack) => new Server(stack, 'x', { image, uses: [own({})] }))).toEqual([]);
});

test('a stack with a property that there is not is refused; one of a derived class may have more', () => {
  class TeamStack extends WebStack {}
  const props: WebStackProps & { team: string } = { team: 'web' };
  const [plain, derived] = [new App(), new App()];
  new WebStack(plain, 'app', props);
  new TeamStack(derived, 'app', props);
  expect(() => plain.synthYaml()).toThrow(
    '[app] team is not known; allowed are createNamespace, labels, namespace, platform, podDefaults',
  );
  expect(() => derived.synthYaml()).not.toThrow();
});
