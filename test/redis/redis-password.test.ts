// A Redis that asks for a password.
import { App, Size } from 'cdk8s';
import { Password, Platform, Redis, Server, Storage, WebStack, type RedisProps } from 'cdk8s-webstack';
import { mistakes, render, renderApp, yaml } from '../manifests';

const image = 'example/server:1.4.0';
const password = Password.fromSecret('shop-redis', 'password');

function declared(props: RedisProps) {
  return render((stack) => {
    const redis = new Redis(stack, 'redis', props);
    new Server(stack, 'server', { image, uses: [redis.connection.withUrl('REDIS_URL')] });
  });
}

test('is started by commands that make the digest of it, of which no character means anything', () => {
  expect(yaml(declared({ password }).container('redis').command)).toMatchSnapshot();
});

test('reads it where redis-cli does, with which its probes ask', () => {
  const manifests = declared({ password });
  expect(manifests.environment('redis')).toEqual({ REDISCLI_AUTH: 'secret/shop-redis/password' });
  const { startupProbe, readinessProbe, livenessProbe } = manifests.container('redis');
  expect(readinessProbe.exec.command).toEqual(['sh', '-c', 'redis-cli ping | grep -q PONG']);
  for (const { tcpSocket } of [startupProbe, livenessProbe]) expect(tcpSocket).toEqual({ port: 'redis' });
});

test('has it in no argument, which the list of processes would show', () => {
  const [withOne, without] = [declared({ password }), declared({})].map((each) => each.container('redis').args);
  expect(withOne).toEqual(without);
});

test('hands its consumers the variable, and a URL that holds only the reference', () => {
  expect(declared({ password }).environment('server')).toEqual({
    REDIS_HOST: 'redis',
    REDIS_PORT: '6379',
    REDIS_PASSWORD: 'secret/shop-redis/password',
    REDIS_URL: 'redis://:$(REDIS_PASSWORD)@redis:6379',
  });
});

test('with storage looks for a snapshot once the volume is locked, and then makes the digest', () => {
  const [shell, option, script] = declared({ password, storage: Storage.ofSize(Size.gibibytes(1)) }).container(
    'redis',
  ).command;
  expect([shell, option]).toEqual(['sh', '-c']);
  const order = ['flock', 'dump.rdb', 'sha256sum', 'exec `command -v docker-entrypoint.sh`'];
  const places = order.map((word) => script.indexOf(word));
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(places[0]).toBeGreaterThan(-1);
});

test('without one runs the command of its image, and reads nothing', () => {
  const manifests = declared({});
  expect(manifests.container('redis')).not.toHaveProperty('command');
  expect(manifests.container('redis')).not.toHaveProperty('env');
  expect(manifests.environment('server').REDIS_URL).toBe('redis://redis:6379');
});

describe('written inline', () => {
  const inline = Password.inline('throw-away');

  test('is in a Secret of its own, of which both read the key', () => {
    const manifests = declared({ password: inline });
    expect(manifests.get('Secret')).toMatchObject({
      metadata: { name: 'redis' },
      stringData: { REDIS_PASSWORD: 'throw-away' },
    });
    expect(manifests.environment('redis').REDISCLI_AUTH).toBe('secret/redis/REDIS_PASSWORD');
    expect(manifests.environment('server').REDIS_PASSWORD).toBe('secret/redis/REDIS_PASSWORD');
    expect(JSON.stringify(manifests.all('Deployment'))).not.toContain('throw-away');
  });

  test('gives the Secret to be patched', () => {
    render((stack) => {
      expect(new Redis(stack, 'redis', { password: inline }).secret?.kind).toBe('Secret');
      expect(new Redis(stack, 'other', { password }).secret).toBeUndefined();
    });
  });

  test.each([
    ['generic', Platform.generic()],
    ['gke', Platform.gke()],
  ])('is refused on any cluster that is kept, and not shown: %s', (_, platform) => {
    expect(mistakes((stack) => new Redis(stack, 'redis', { password: inline }), { platform })).toEqual([
      '[app/redis] the password is written into the manifest (Password.inline), which only platforms that are thrown away allow (Platform.minikube(), Platform.kind()); keep it in a Secret and use Password.fromSecret(name, key)',
    ]);
  });

  test('is refused of a Redis outside the stack', () => {
    expect(mistakes((stack) => Redis.external(stack, 'redis', { host: 'cache.example', password: inline }))).toEqual([
      '[app/redis] the password of a database outside the stack cannot be written inline; keep it in a Secret and use Password.fromSecret(name, key)',
    ]);
  });

  test('is refused of a consumer in another namespace, which cannot read it', () => {
    const app = new App();
    const [data, shop] = ['data', 'shop'].map((id) => new WebStack(app, id, { platform: Platform.kind() }));
    const redis = new Redis(data, 'redis', { password: inline, admitNamespaces: ['shop'] });
    new Server(shop, 'server', { image, uses: [redis] });
    expect(() => renderApp(app)).toThrow(
      '[shop/server] the Secret "redis" is in the namespace "data", and a pod reads those of its own ("shop"); keep one there as well, and name it by its name and key',
    );
  });
});

describe('a Redis outside the stack', () => {
  const external = (props: Partial<Parameters<typeof Redis.external>[2]> = {}) =>
    render((stack) => {
      const redis = Redis.external(stack, 'redis', { host: 'cache.example', ...props });
      new Server(stack, 'server', { image, uses: [redis.connection.prefixed('CACHE_').withUrl('CACHE_URL')] });
    }).environment('server');

  test('hands on a password that is in a Secret, under the name that it has in the end', () => {
    expect(external({ password })).toMatchObject({
      CACHE_REDIS_PASSWORD: 'secret/shop-redis/password',
      CACHE_URL: 'redis://:$(CACHE_REDIS_PASSWORD)@cache.example:6379',
    });
  });

  test('that asks for none has none', () => {
    expect(external()).toEqual({
      CACHE_REDIS_HOST: 'cache.example',
      CACHE_REDIS_PORT: '6379',
      CACHE_URL: 'redis://cache.example:6379',
    });
  });
});

test.each([0, 2])('a password in a Secret that cannot be is refused once, with %i consumers', (consumers) => {
  const declare = (stack: WebStack) => {
    const redis = new Redis(stack, 'redis', { password: Password.fromSecret('My_Secret', 'a key') });
    for (const id of ['one', 'two'].slice(0, consumers)) new Server(stack, id, { image, uses: [redis] });
  };
  expect(mistakes(declare)).toEqual([
    "[app/redis] the Secret \"My_Secret\" has a name that Kubernetes refuses; allowed are a-z, 0-9, '-' and '.', at most 253",
    "[app/redis] the key given for the Secret \"My_Secret\" is no key of a Secret; allowed are letters, digits, '-', '_' and '.', at most 253, and not '.' or '..' first",
  ]);
});

test('what is no password is refused, and not shown', () => {
  const props = { password: 'hunter2' } as unknown as RedisProps;
  expect(mistakes((stack) => new Redis(stack, 'redis', props))).toEqual([
    "[app/redis] password is text; allowed is a Password, such as Password.fromSecret('pgpassword', 'PGPASSWORD')",
  ]);
});
