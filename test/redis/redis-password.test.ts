// A Redis that requires a password.
import { App, Size } from 'cdk8s';
import {
  DatabaseTls,
  Password,
  Platform,
  Postgres,
  Redis,
  Server,
  Storage,
  WebStack,
  type RedisProps,
} from 'cdk8s-webstack';
import { errors, render, renderApp, yaml } from '../manifests';
import { createPlatform, LASTING_PLATFORMS } from '../platform/platforms';

const image = 'example/server:1.4.0';
const password = Password.fromSecret('shop-redis', 'password');

function renderPair(props: RedisProps) {
  return render((stack) => {
    const redis = new Redis(stack, 'redis', props);
    new Server(stack, 'server', { image, uses: [redis.connection.withUrl('REDIS_URL')] });
  });
}

test('is passed to the server as a digest', () => {
  expect(yaml(renderPair({ password }).container('redis').command)).toMatchSnapshot();
});

test('is in the variable that redis-cli and so the probes read', () => {
  const manifests = renderPair({ password });
  expect(manifests.environment('redis')).toEqual({ REDISCLI_AUTH: 'secret/shop-redis/password' });
  const { startupProbe, readinessProbe, livenessProbe } = manifests.container('redis');
  expect(readinessProbe.exec.command).toEqual(['sh', '-c', 'redis-cli ping | grep -q PONG']);
  for (const { tcpSocket } of [startupProbe, livenessProbe]) expect(tcpSocket).toEqual({ port: 'redis' });
});

test('is in no argument: the list of processes would show it', () => {
  const [withOne, without] = [renderPair({ password }), renderPair({})].map((each) => each.container('redis').args);
  expect(withOne).toEqual(without);
});

test('reaches consumers as a variable, and as a reference in the URL', () => {
  expect(renderPair({ password }).environment('server')).toEqual({
    REDIS_HOST: 'redis',
    REDIS_PORT: '6379',
    REDIS_PASSWORD: 'secret/shop-redis/password',
    REDIS_URL: 'redis://:$(REDIS_PASSWORD)@redis:6379',
  });
});

test('is read after the volume is locked and checked for other data', () => {
  const [shell, option, script] = renderPair({ password, storage: Storage.ofSize(Size.gibibytes(1)) }).container(
    'redis',
  ).command;
  expect([shell, option]).toEqual(['sh', '-c']);
  const order = ['flock', '.rdb', 'sha256sum', 'exec $entry'];
  const places = order.map((word) => script.indexOf(word));
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(places[0]).toBeGreaterThan(-1);
});

test('if it is not set, the image starts with its own command and no variables', () => {
  const manifests = renderPair({});
  expect(manifests.container('redis')).not.toHaveProperty('command');
  expect(manifests.container('redis')).not.toHaveProperty('env');
  expect(manifests.environment('server').REDIS_URL).toBe('redis://redis:6379');
});

describe('Password.none()', () => {
  const none = Password.none();

  test('renders what a Redis without a password renders', () => {
    expect(renderPair({ password: none }).objects).toEqual(renderPair({}).objects);
  });

  test.each(LASTING_PLATFORMS)('is needed on %s for a Redis without a password', (name) => {
    const platform = createPlatform(name);
    const errorsOf = (props?: RedisProps) => errors((stack) => new Redis(stack, 'redis', props), { platform });
    const notSet =
      '[app/redis] password is not set; only disposable platforms, such as Platform.minikube() and Platform.kind(), default to none. Set it to Password.fromSecret(name, key), or to Password.none() if every pod that reaches the port may use it.';
    expect(errorsOf()).toEqual([notSet]);
    expect(errorsOf({ password: undefined })).toEqual([notSet]);
    expect(errorsOf({ password: none })).toEqual([]);
    expect(errorsOf({ password })).toEqual([]);
  });

  test('is not asked for if a password was rejected', () => {
    const props = { password: 'hunter2' } as unknown as RedisProps;
    expect(errors((stack) => new Redis(stack, 'redis', props), { platform: Platform.generic() })).toHaveLength(1);
  });

  test('is accepted for a Redis outside the stack', () => {
    const declare = (stack: WebStack) =>
      Redis.external(stack, 'redis', { tls: DatabaseTls.none(), host: 'cache.example', password: none });
    expect(errors(declare, { platform: Platform.generic() })).toEqual([]);
  });

  test('is rejected for Postgres', () => {
    const message =
      'password is Password.none(); allowed: Password.fromSecret(name, key) (the database requires a password).';
    expect(errors((stack) => new Postgres(stack, 'db', { password: none }))).toEqual([`[app/db] ${message}`]);
    const external = { host: 'db.example', tls: DatabaseTls.none(), password: none };
    expect(errors((stack) => Postgres.external(stack, 'db', external))).toEqual([`[app/db] ${message}`]);
  });
});

describe('an inline password', () => {
  const inline = Password.inline('disposable');

  test('is in a Secret that server and consumers read', () => {
    const manifests = renderPair({ password: inline });
    expect(manifests.get('Secret')).toMatchObject({
      metadata: { name: 'redis' },
      stringData: { REDIS_PASSWORD: 'disposable' },
    });
    expect(manifests.environment('redis').REDISCLI_AUTH).toBe('secret/redis/REDIS_PASSWORD');
    expect(manifests.environment('server').REDIS_PASSWORD).toBe('secret/redis/REDIS_PASSWORD');
    expect(JSON.stringify(manifests.all('Deployment'))).not.toContain('disposable');
  });

  test('has an exposed Secret', () => {
    render((stack) => {
      expect(new Redis(stack, 'redis', { password: inline }).secret?.kind).toBe('Secret');
      expect(new Redis(stack, 'other', { password }).secret).toBeUndefined();
    });
  });

  test.each(LASTING_PLATFORMS)('is rejected on any cluster that is not disposable, and not shown: %s', (name) => {
    const platform = createPlatform(name);
    expect(errors((stack) => new Redis(stack, 'redis', { password: inline }), { platform })).toEqual([
      '[app/redis] Password.inline writes the password into the manifest, which only disposable platforms allow (Platform.minikube(), Platform.kind()). Keep the password in a Secret, and use Password.fromSecret(name, key).',
    ]);
  });

  test('is rejected for an external Redis', () => {
    expect(
      errors((stack) =>
        Redis.external(stack, 'redis', { tls: DatabaseTls.none(), host: 'cache.example', password: inline }),
      ),
    ).toEqual([
      '[app/redis] Password.inline is not available for a database outside the stack. Keep the password in a Secret, and use Password.fromSecret(name, key).',
    ]);
  });

  test('is rejected for a consumer in another namespace, which cannot read it', () => {
    const app = new App();
    const [data, shop] = ['data', 'shop'].map((id) => new WebStack(app, id, { platform: Platform.kind() }));
    const redis = new Redis(data, 'redis', { password: inline, allowNamespaces: ['shop'] });
    new Server(shop, 'server', { image, uses: [redis] });
    expect(() => renderApp(app)).toThrow(
      '[shop/server] the namespace of the Secret "redis" is "data"; allowed: the namespace of the pod, "shop". Create the Secret in that namespace too, and refer to it by name and key.',
    );
  });
});

describe('an external Redis', () => {
  const external = (props: Partial<Parameters<typeof Redis.external>[2]> = {}) =>
    render((stack) => {
      const redis = Redis.external(stack, 'redis', { tls: DatabaseTls.none(), host: 'cache.example', ...props });
      new Server(stack, 'server', { image, uses: [redis.connection.prefixed('CACHE_').withUrl('CACHE_URL')] });
    }).environment('server');

  test('refers to its password under the final name of the variable', () => {
    expect(external({ password })).toMatchObject({
      CACHE_REDIS_PASSWORD: 'secret/shop-redis/password',
      CACHE_URL: 'redis://:$(CACHE_REDIS_PASSWORD)@cache.example:6379',
    });
  });

  test('has no password by default', () => {
    expect(external()).toEqual({
      CACHE_REDIS_HOST: 'cache.example',
      CACHE_REDIS_PORT: '6379',
      CACHE_URL: 'redis://cache.example:6379',
    });
  });
});

test.each([0, 2])('rejects an invalid Secret name once, with %i consumers', (consumers) => {
  const declare = (stack: WebStack) => {
    const redis = new Redis(stack, 'redis', { password: Password.fromSecret('My_Secret', 'a key') });
    for (const id of ['one', 'two'].slice(0, consumers)) new Server(stack, id, { image, uses: [redis] });
  };
  expect(errors(declare)).toEqual([
    "[app/redis] the name of Password.fromSecret is (not shown); allowed: a Secret name of at most 253 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit.",
    "[app/redis] the key of Password.fromSecret is (not shown); allowed: at most 253 letters, digits, '-', '_' and '.', except '.' itself and names that start with '..'.",
  ]);
});

test('rejects text in place of a Password, and does not show it', () => {
  const props = { password: 'hunter2' } as unknown as RedisProps;
  expect(errors((stack) => new Redis(stack, 'redis', props))).toEqual([
    "[app/redis] password is text; allowed: a Password, such as Password.fromSecret('pgpassword', 'PGPASSWORD').",
  ]);
});
