import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  ConfigMapKey,
  Health,
  Postgres,
  Redis,
  SecretKey,
  Server,
  Volume,
  type ServerProps,
  type WebStack,
} from 'cdk8s-webstack';
import { errors, render, yaml } from '../manifests';

const image = 'example/server:1.4.0';

describe('a server with only an image', () => {
  const manifests = render((stack) => new Server(stack, 'server', { image }));

  test('creates its objects in the namespace of the stack', () => {
    expect(
      manifests.ofComponents.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`),
    ).toEqual([
      'ServiceAccount app/server',
      'NetworkPolicy app/server',
      'Deployment app/server',
      'PodDisruptionBudget app/server',
      'Service app/server',
    ]);
  });

  test('Deployment', () => {
    expect(yaml(manifests.get('Deployment'))).toMatchSnapshot();
  });

  test('Service', () => {
    expect(yaml(manifests.get('Service'))).toMatchSnapshot();
  });
});

describe('a server with every property', () => {
  // replicas and autoscaling exclude each other
  const everything = (stack: WebStack): Required<Omit<ServerProps, 'autoscaling'>> => ({
    image: 'registry.example:5000/team/server@sha256:' + 'a'.repeat(64),
    command: ['node', '--enable-source-maps'],
    args: ['server.js', '--level=$(LEVEL)'],
    port: 8080,
    replicas: 1,
    uses: [new Redis(stack, 'redis'), new Postgres(stack, 'postgres').connection.withUrl('DATABASE_URL')],
    notSecret: ['LEVEL'],
    env: { LEVEL: 'info', PRICE: '$(HOME) costs $$5' },
    secrets: { STRIPE_KEY: SecretKey.of('stripe', 'api-key') },
    config: { REGION: ConfigMapKey.of('cluster', 'region') },
    files: { '/etc/app/tls.key': SecretKey.of('tls', 'tls.key'), '/app/flags.json': ConfigMapKey.of('flags', 'v1') },
    volumes: { '/srv/uploads': Volume.claim('uploads'), '/srv/cache': Volume.emptyDir(Size.mebibytes(200)) },
    writablePaths: ['/app/.cache'],
    health: Health.http('/ready', { port: 9090, livenessPath: '/live' }),
    resources: { cpu: { request: Cpu.millis(250) }, memory: { limit: Size.gibibytes(1) } },
    security: { user: 1000, group: 1001, readOnlyRootFilesystem: false },
    termination: { preStop: Duration.seconds(10), gracePeriod: Duration.minutes(2) },
    allowNamespaces: ['shop'],
    scheduling: { priorityClassName: 'important' },
    allowEgress: [{ cidr: '203.0.113.0/24', ports: [443] }],
  });
  const manifests = render((stack) => new Server(stack, 'server', everything(stack)));
  const container = manifests.container('server');

  test('pod', () => {
    expect(yaml(manifests.pod('server'))).toMatchSnapshot();
  });

  test('variables come from providers, secrets, config maps and literals', () => {
    expect(manifests.environment('server')).toEqual({
      REDIS_HOST: 'redis',
      REDIS_PORT: '6379',
      PGHOST: 'postgres',
      PGPORT: '5432',
      PGUSER: 'postgres',
      PGDATABASE: 'postgres',
      PGPASSWORD: 'secret/pgpassword/PGPASSWORD',
      DATABASE_URL: 'postgres://postgres:$(PGPASSWORD)@postgres:5432/postgres',
      STRIPE_KEY: 'secret/stripe/api-key',
      REGION: 'configMap/cluster/region',
      LEVEL: 'info',
      PRICE: '$$(HOME) costs $$$$5',
    });
  });

  test('lists a password before the URL that refers to it, as kubelet requires', () => {
    const names = container.env.map(({ name }: { name: string }) => name);
    expect(names.indexOf('PGPASSWORD')).toBeLessThan(names.indexOf('DATABASE_URL'));
  });

  test('mounts the declared folders and /tmp', () => {
    expect(manifests.folders('server')).toEqual({
      '/tmp': 'emptyDir',
      '/app/.cache': 'emptyDir',
      '/etc/app/tls.key': 'files',
      '/app/flags.json': 'files',
      '/srv/uploads': 'claim uploads',
      '/srv/cache': 'emptyDir',
    });
  });

  test('terminates before its successor starts if it mounts a ReadWriteOnce claim', () => {
    expect(manifests.get('Deployment', 'server').spec.strategy).toEqual({ type: 'Recreate' });
  });

  test('the Service targets the port', () => {
    expect(manifests.get('Service', 'server').spec.ports).toEqual([
      { name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP' },
    ]);
    expect(container.ports).toEqual([{ name: 'http', containerPort: 8080, protocol: 'TCP' }]);
  });
});

describe('rejects a server', () => {
  const refused = (props: Partial<ServerProps>) => errors((stack) => new Server(stack, 'server', { image, ...props }));

  test.each<[string, Partial<ServerProps>, string]>([
    [
      'with a port below 1024',
      { port: 80 },
      '[app/server] port is 80; allowed: a whole number from 1024 to 65535 (containers do not run as root). Listen on another port, such as 8080.',
    ],
    [
      'with a port that is text',
      { port: '8080' as unknown as number },
      '[app/server] port is text; allowed: a whole number from 1024 to 65535 (containers do not run as root). Write it without quotes.',
    ],
    ['with no replicas', { replicas: 0 }, '[app/server] replicas is 0; allowed: a whole number from 1 to 10000.'],
    [
      'with several pods on a claim for one',
      { replicas: 3, volumes: { '/srv': Volume.claim('uploads') } },
      '[app/server] replicas is 3, and the workload mounts a ReadWriteOnce claim; allowed: 1 (one pod at a time can mount it). Set replicas: 1, or give the claim an access mode for several pods.',
    ],
    [
      'with a relative path',
      { writablePaths: ['tmp/cache'] },
      "[app/server] writablePaths[0] is \"tmp/cache\"; allowed: an absolute path without ':', empty parts, '.' and parts that start with '..', such as /var/cache/app.",
    ],
    ...['/proc', '/sys/fs', '/dev/null'].map((path): [string, Partial<ServerProps>, string] => [
      `with a mount on ${path}`,
      { volumes: { [path]: Volume.emptyDir(Size.mebibytes(1)), '/dev/shm': Volume.emptyDir(Size.mebibytes(1)) } },
      `[app/server] the key "${path}" of volumes is not valid; allowed: folders outside /proc, /sys and /dev, or /dev/shm (the kernel owns the others).`,
    ]),
    [
      'with a folder below a read-only volume',
      { replicas: 1, volumes: { '/data': Volume.claim('x', { readOnly: true }) }, writablePaths: ['/data/tmp'] },
      '[app/server] the path "/data/tmp" is in a read-only volume. Choose another path.',
    ],
    [
      'with two new claims of the same name',
      {
        replicas: 1,
        volumes: { '/a': Volume.persistent('d', Size.gibibytes(1)), '/b': Volume.persistent('d', Size.gibibytes(1)) },
      },
      '[app/server] two volumes have the name "d". Rename one, or mount one of them on both folders.',
    ],
    [
      'with a path that contains a name starting with two dots',
      { files: { '/..data/x': SecretKey.of('a', 'b') } },
      "[app/server] the key \"/..data/x\" of files is not valid; allowed: an absolute path without ':', empty parts, '.' and parts that start with '..', such as /var/cache/app.",
    ],
    [
      'as user and group root',
      { security: { user: 0, group: 0 } },
      '[app/server] security.user is 0; allowed: a whole number from 1 to 2147483647 (containers do not run as root). Use another, such as 1000.\n[app/server] security.group is 0; allowed: a whole number from 1 to 2147483647 (containers do not run as root). Use another, such as 1000.',
    ],
    [
      'with two mounts on one path',
      { writablePaths: ['/srv'], volumes: { '/srv': Volume.emptyDir(Size.mebibytes(1)) } },
      '[app/server] the path "/srv" is mounted twice. Remove one of the two.',
    ],
    [
      'with a request above its limit',
      { resources: { memory: { request: Size.gibibytes(2), limit: Size.gibibytes(1) } } },
      '[app/server] resources.memory.request is above resources.memory.limit. Lower the request, or raise the limit.',
    ],
    [
      'with no CPU',
      { resources: { cpu: { request: Cpu.millis(0) } } },
      '[app/server] resources.cpu.request is "0m"; allowed: more than 0, such as Cpu.millis(100).',
    ],
    [
      'with a size that is not a number',
      { resources: { memory: { limit: Size.mebibytes(NaN) } } },
      '[app/server] resources.memory.limit is NaN KiB; allowed: a whole number of KiB, at least 1 MiB, such as Size.mebibytes(1).',
    ],
    [
      'with an empty volume of size 0',
      { volumes: { '/srv': Volume.emptyDir(Size.kibibytes(0)) } },
      '[app/server] the sizeLimit of Volume.emptyDir is 0 KiB; allowed: a whole number of KiB, at least 1 MiB, such as Size.mebibytes(1).',
    ],
    [
      'with a grace period below preStop',
      { termination: { preStop: Duration.minutes(1), gracePeriod: Duration.seconds(30) } },
      '[app/server] termination.gracePeriod is 30 seconds; allowed: more than the 60 seconds of preStop. Give the program time to stop.',
    ],
    [
      'with half a second',
      { termination: { preStop: Duration.millis(500), gracePeriod: Duration.seconds(30) } },
      '[app/server] termination.preStop is 0.5 seconds; allowed: whole seconds from 0 to 2147483647.',
    ],
    [
      'with an invalid Secret name and key',
      { secrets: { KEY: SecretKey.of('My_Secret', 'a/b') } },
      "[app/server] the Secret of secrets[\"KEY\"] is (not shown); allowed: a Secret name of at most 253 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit.\n[app/server] the key of secrets[\"KEY\"] is (not shown); allowed: at most 253 letters, digits, '-', '_' and '.', except '.' itself and names that start with '..'.",
    ],
    [
      'with a file from another namespace',
      { files: { '/etc/key': ConfigMapKey.of('settings', 'key', 'other') } },
      '[app/server] the namespace of the ConfigMap "settings" is "other"; allowed: the namespace of the pod, "app". Create the ConfigMap in that namespace too, and refer to it by name and key.',
    ],
    [
      'with a file below a file',
      { files: { '/etc/a': SecretKey.of('s', 'a'), '/etc/a/b': SecretKey.of('s', 'b') } },
      '[app/server] the path "/etc/a/b" is below a file. Choose another path.',
    ],
    [
      'as root',
      { security: { user: 0 } },
      '[app/server] security.user is 0; allowed: a whole number from 1 to 2147483647 (containers do not run as root). Use another, such as 1000.',
    ],
  ])('%s', (_, props, message) => {
    expect(refused(props).join('\n')).toBe(message);
  });

  test('with the claim of another server', () => {
    const volumes = { '/srv': Volume.claim('uploads') };
    const declare = (stack: WebStack) => {
      for (const id of ['one', 'two']) new Server(stack, id, { image, replicas: 1, volumes });
    };
    expect(errors(declare)).toEqual([
      '[app/two] the claim "uploads" is also mounted by app/one, but only one pod at a time can mount it. Use a claim for each component, or set an access mode for several pods on both volumes.',
    ]);
  });

  test('with the claim of a database', () => {
    const declare = (stack: WebStack) => {
      new Postgres(stack, 'postgres');
      new Server(stack, 'server', { image, replicas: 1, volumes: { '/data': Volume.claim('postgres') } });
    };
    expect(errors(declare)).toEqual([
      expect.stringContaining('[app/server] the claim "postgres" is also mounted by app/postgres'),
    ]);
  });

  test('with all errors at once', () => {
    expect(refused({ port: 80, replicas: -1, image: 'server' })).toHaveLength(3);
  });
});

test('exposes new claims by the names of their volumes', () => {
  render((stack) => {
    const { claims } = new Server(stack, 'server', {
      ...{ image: 'example/server:1.4.0', replicas: 1 },
      volumes: { '/srv': Volume.persistent('uploads', Size.gibibytes(1)), '/old': Volume.claim('old') },
    });
    expect(Object.keys(claims)).toEqual(['uploads']);
    expect(claims.uploads.name).toBe('server-uploads');
  });
});
