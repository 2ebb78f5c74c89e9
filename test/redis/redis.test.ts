import { Size } from 'cdk8s';
import { Cpu, PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import {
  DatabaseTls,
  Password,
  Redis,
  RedisEviction,
  Server,
  Storage,
  type RedisExternalProps,
  type RedisProps,
} from 'cdk8s-webstack';
import { errors, render, yaml } from '../manifests';

describe('a Redis with no properties', () => {
  const manifests = render((stack) => new Redis(stack, 'redis'));

  test('creates its objects', () => {
    const kinds = ['ServiceAccount', 'NetworkPolicy', 'Deployment', 'Service'];
    expect(manifests.ofComponents.map(({ kind }) => kind)).toEqual(kinds);
    expect(yaml(manifests.container('redis'))).toMatchSnapshot();
  });

  test('does not save: a Redis that cannot save rejects writes', () => {
    expect(manifests.container('redis').args.join(' ')).toContain('--save  --appendonly no --maxmemory 192mb');
    expect(manifests.folders('redis')).toEqual({ '/data': 'emptyDir', '/tmp': 'emptyDir' });
  });
});

describe('a Redis with every property', () => {
  const props: Required<RedisProps> = {
    image: 'valkey/valkey:8',
    storage: Storage.ofSize(Size.gibibytes(1)),
    memory: Size.gibibytes(1),
    cpu: { request: Cpu.millis(200), limit: Cpu.units(2) },
    eviction: RedisEviction.ALL_KEYS_LRU,
    security: { user: 999, group: 1000 },
    allowNamespaces: ['shop'],
    password: Password.fromSecret('shop-redis', 'password'),
    scheduling: { priorityClassName: 'important' },
    tls: DatabaseTls.none(),
  };
  const manifests = render((stack) => new Redis(stack, 'redis', props));

  test('keeps its data on a claim with one writer', () => {
    expect(manifests.folders('redis')).toEqual({ '/data': 'claim redis', '/tmp': 'emptyDir' });
    expect(manifests.get('PersistentVolumeClaim').spec.resources.requests.storage).toBe('1Gi');
    expect(manifests.get('Deployment').spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
    expect(manifests.pod('redis').priorityClassName).toBe('important');
    expect(yaml(manifests.container('redis').command)).toMatchSnapshot();
  });

  test('writes an append-only file, with memory left to rewrite it', () => {
    expect(manifests.container('redis').args).toEqual([
      ...['redis-server', '--dir', '/data', '--save', '', '--appendonly', 'yes'],
      ...['--maxmemory', '614mb', '--maxmemory-policy', 'allkeys-lru', '--protected-mode', 'no'],
    ]);
    expect(manifests.container('redis').resources).toEqual({
      requests: { cpu: '200m', memory: '1Gi', 'ephemeral-storage': '512Mi' },
      limits: { cpu: '2', memory: '1Gi', 'ephemeral-storage': '512Mi' },
    });
  });
});

test('an external Redis has the same variables and creates no objects', () => {
  const manifests = render((stack) => {
    const props: Required<RedisExternalProps> = {
      ...{ host: 'cache.example.com', port: 6380, cidrs: ['203.0.113.0/24'] },
      password: Password.fromSecret('cache', 'password'),
      tls: DatabaseTls.none(),
    };
    const redis = Redis.external(stack, 'redis', props);
    expect(redis.connection.cidrs).toEqual(['203.0.113.0/24']);
    new Server(stack, 'server', { image: 'example/server:1.4.0', uses: [redis.connection.withUrl('REDIS_URL')] });
  });
  expect(manifests.ofComponents.map(({ metadata }) => metadata.name)).toEqual(Array(5).fill('server'));
  expect(manifests.environment('server')).toEqual({
    REDIS_HOST: 'cache.example.com',
    REDIS_PORT: '6380',
    REDIS_PASSWORD: 'secret/cache/password',
    REDIS_URL: 'redis://:$(REDIS_PASSWORD)@cache.example.com:6380',
  });
});

test('rejects too little memory, and an access mode for several writers', () => {
  const storage = Storage.ofSize(Size.gibibytes(1), { accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });
  expect(errors((stack) => new Redis(stack, 'redis', { memory: Size.mebibytes(4), storage }))).toEqual([
    '[app/redis] memory is 4096 KiB; allowed: a whole number of KiB, at least 16 MiB, such as Size.mebibytes(16).',
    '[app/redis] Storage.ofSize.accessMode is ReadWriteMany; allowed: ReadWriteOnce, ReadWriteOncePod (a database is the only writer of its data).',
  ]);
});

test('rejects a CPU request above its limit', () => {
  const cpu = { request: Cpu.units(2), limit: Cpu.units(1) };
  expect(errors((stack) => new Redis(stack, 'redis', { cpu }))).toEqual([
    '[app/redis] cpu.request is above cpu.limit. Lower the request, or raise the limit.',
  ]);
});
