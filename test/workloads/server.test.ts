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
import { mistakes, render, yaml } from '../manifests';

const image = 'example/server:1.4.0';

describe('a server with nothing but an image', () => {
  const manifests = render((stack) => new Server(stack, 'server', { image }));

  test('is pods and a Service in the namespace of the stack, and who the pods are, who keeps them and who may talk to them', () => {
    expect(
      manifests.objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`),
    ).toEqual([
      'Namespace /app',
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
  // replicas and autoscaling do not go together
  const everything = (stack: WebStack): Required<Omit<ServerProps, 'autoscaling'>> => ({
    image: 'registry.example:5000/team/server@sha256:' + 'a'.repeat(64),
    command: ['node', '--enable-source-maps'],
    args: ['server.js', '--level=$(LEVEL)'],
    port: 8080,
    replicas: 1,
    uses: [new Redis(stack, 'redis'), new Postgres(stack, 'postgres').connection.withUrl('DATABASE_URL')],
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
    admitNamespaces: ['shop'],
    priorityClassName: 'important',
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

  test('a password stands before the URL that refers to it, as kubelet wants it', () => {
    const names = container.env.map(({ name }: { name: string }) => name);
    expect(names.indexOf('PGPASSWORD')).toBeLessThan(names.indexOf('DATABASE_URL'));
  });

  test('folders are what was declared, and /tmp', () => {
    expect(manifests.folders('server')).toEqual({
      '/tmp': 'emptyDir',
      '/app/.cache': 'emptyDir',
      '/etc/app/tls.key': 'files',
      '/app/flags.json': 'files',
      '/srv/uploads': 'claim uploads',
      '/srv/cache': 'emptyDir',
    });
  });

  test('whoever mounts a ReadWriteOnce claim ends before its successor starts', () => {
    expect(manifests.get('Deployment', 'server').spec.strategy).toEqual({ type: 'Recreate' });
  });

  test('the Service leads to the port', () => {
    expect(manifests.get('Service', 'server').spec.ports).toEqual([
      { name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP' },
    ]);
    expect(container.ports).toEqual([{ name: 'http', containerPort: 8080, protocol: 'TCP' }]);
  });
});

describe('a server is refused', () => {
  const refused = (props: Partial<ServerProps>) =>
    mistakes((stack) => new Server(stack, 'server', { image, ...props }));

  test.each<[string, Partial<ServerProps>, string]>([
    [
      'with a port that only root may listen on',
      { port: 80 },
      '[app/server] port is 80; allowed is a whole number from 1024 to 65535: below that, only root may listen; let the program listen on another one',
    ],
    [
      'with a port that is text',
      { port: '8080' as unknown as number },
      '[app/server] port is "8080"; allowed is a whole number from 1024 to 65535, such as 8080',
    ],
    ['without replicas', { replicas: 0 }, '[app/server] replicas is 0; allowed is a whole number from 1 to 10000'],
    [
      'with several pods on a claim for one',
      { replicas: 3, volumes: { '/srv': Volume.claim('uploads') } },
      '[app/server] replicas is 3, and the workload mounts a ReadWriteOnce claim, which one pod at a time can have; set replicas: 1, or give the claim an access mode for many',
    ],
    [
      'with a path that cannot be mounted on',
      { writablePaths: ['tmp/cache'] },
      "[app/server] the path \"tmp/cache\" cannot be mounted on; allowed is an absolute path without ':', empty parts, '.' and what begins with '..', such as /var/cache/app",
    ],
    ...['/proc', '/sys/fs', '/dev/null'].map((path): [string, Partial<ServerProps>, string] => [
      `with something mounted on ${path}`,
      { volumes: { [path]: Volume.emptyDir(Size.mebibytes(1)), '/dev/shm': Volume.emptyDir(Size.mebibytes(1)) } },
      `[app/server] the path "${path}" is the kernel's; allowed are folders outside /proc, /sys and /dev, and /dev/shm`,
    ]),
    [
      'with a folder below a volume that is read-only',
      { replicas: 1, volumes: { '/data': Volume.claim('x', { readOnly: true }) }, writablePaths: ['/data/tmp'] },
      '[app/server] the path "/data/tmp" is below a volume that is read-only; choose another one',
    ],
    [
      'with two new claims of one name',
      {
        replicas: 1,
        volumes: { '/a': Volume.persistent('d', Size.gibibytes(1)), '/b': Volume.persistent('d', Size.gibibytes(1)) },
      },
      '[app/server] two volumes are called "d"; give each a name, or mount one of them twice',
    ],
    [
      'with a file that begins with two dots',
      { files: { '/..data/x': SecretKey.of('a', 'b') } },
      "[app/server] the path \"/..data/x\" cannot be mounted on; allowed is an absolute path without ':', empty parts, '.' and what begins with '..', such as /var/cache/app",
    ],
    [
      'as two users that are root',
      { security: { user: 0, group: 0 } },
      '[app/server] security.user is 0; allowed is a whole number from 1 to 2147483647: no container runs as root\n[app/server] security.group is 0; allowed is a whole number from 1 to 2147483647: no container runs as root',
    ],
    [
      'with two things on one path',
      { writablePaths: ['/srv'], volumes: { '/srv': Volume.emptyDir(Size.mebibytes(1)) } },
      '[app/server] something is mounted on "/srv" twice; leave one out',
    ],
    [
      'with a request above its limit',
      { resources: { memory: { request: Size.gibibytes(2), limit: Size.gibibytes(1) } } },
      '[app/server] resources.memory.request is above resources.memory.limit; lower the request or raise the limit',
    ],
    [
      'with no CPU',
      { resources: { cpu: { request: Cpu.millis(0) } } },
      '[app/server] resources.cpu.request is "0m"; allowed is more than 0, as in Cpu.millis(100)',
    ],
    [
      'with a size that is none',
      { resources: { memory: { limit: Size.mebibytes(NaN) } } },
      '[app/server] resources.memory.limit is NaN KiB; allowed is a whole number of KiB, at least 1 MiB: Size.mebibytes(1)',
    ],
    [
      'with a folder of no size',
      { volumes: { '/srv': Volume.emptyDir(Size.kibibytes(0)) } },
      '[app/server] the size of Volume.emptyDir is 0 KiB; allowed is a whole number of KiB, at least 1 MiB: Size.mebibytes(1)',
    ],
    [
      'with no time to end after preStop',
      { termination: { preStop: Duration.minutes(1), gracePeriod: Duration.seconds(30) } },
      '[app/server] termination.gracePeriod is 30 seconds, and preStop alone takes 60; give the program time to end: a grace period above preStop',
    ],
    [
      'with half a second',
      { termination: { preStop: Duration.millis(500), gracePeriod: Duration.seconds(30) } },
      '[app/server] termination.preStop is 0.5 seconds; allowed are whole seconds from 0 to 2147483647',
    ],
    [
      'with a Secret that cannot be',
      { secrets: { KEY: SecretKey.of('My_Secret', 'a/b') } },
      "[app/server] the Secret \"My_Secret\" has a name that Kubernetes refuses; allowed are a-z, 0-9, '-' and '.', at most 253\n[app/server] the key given for the Secret \"My_Secret\" is no key of a Secret; allowed are letters, digits, '-', '_' and '.', at most 253, and not '.' or '..' first",
    ],
    [
      'with a file from another namespace',
      { files: { '/etc/key': ConfigMapKey.of('settings', 'key', 'other') } },
      '[app/server] the ConfigMap "settings" is in the namespace "other", and a pod reads those of its own ("app"); keep one there as well, and name it by its name and key',
    ],
    [
      'with a file below a file',
      { files: { '/etc/a': SecretKey.of('s', 'a'), '/etc/a/b': SecretKey.of('s', 'b') } },
      '[app/server] the path "/etc/a/b" is below a file; choose another one',
    ],
    [
      'as root',
      { security: { user: 0 } },
      '[app/server] security.user is 0; allowed is a whole number from 1 to 2147483647: no container runs as root',
    ],
  ])('%s', (_, props, message) => {
    expect(refused(props).join('\n')).toBe(message);
  });

  test('with a claim that another one has', () => {
    const volumes = { '/srv': Volume.claim('uploads') };
    const declare = (stack: WebStack) => {
      for (const id of ['one', 'two']) new Server(stack, id, { image, replicas: 1, volumes });
    };
    expect(mistakes(declare)).toEqual([
      '[app/two] the claim "uploads" is mounted by app/one too, and one pod at a time can have it; give each a claim of its own, or both an access mode for many',
    ]);
  });

  test('with the claim of a database', () => {
    const declare = (stack: WebStack) => {
      new Postgres(stack, 'postgres');
      new Server(stack, 'server', { image, replicas: 1, volumes: { '/data': Volume.claim('postgres') } });
    };
    expect(mistakes(declare)).toEqual([
      expect.stringContaining('[app/server] the claim "postgres" is mounted by app/postgres too'),
    ]);
  });

  test('with all its mistakes at once', () => {
    expect(refused({ port: 80, replicas: -1, image: 'server' })).toHaveLength(3);
  });
});

test('a claim that is made can be patched, by the name of its volume', () => {
  render((stack) => {
    const { claims } = new Server(stack, 'server', {
      ...{ image: 'example/server:1.4.0', replicas: 1 },
      volumes: { '/srv': Volume.persistent('uploads', Size.gibibytes(1)), '/old': Volume.claim('old') },
    });
    expect(Object.keys(claims)).toEqual(['uploads']);
    expect(claims.uploads.name).toBe('server-uploads');
  });
});
