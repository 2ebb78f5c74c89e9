import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { ConfigMapKey, Health, Postgres, Redis, SecretKey, Server, Volume, type ServerProps } from 'cdk8s-webstack';
import { mistakes, render, yaml } from '../manifests';

const image = 'example/server:1.4.0';

describe('a server with nothing but an image', () => {
  const manifests = render((stack) => new Server(stack, 'server', { image }));

  test('is a Deployment and a Service in the namespace of the stack', () => {
    expect(
      manifests.objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`),
    ).toEqual(['Namespace /app', 'Deployment app/server', 'Service app/server']);
  });

  test('Deployment', () => {
    expect(yaml(manifests.get('Deployment'))).toMatchSnapshot();
  });

  test('Service', () => {
    expect(yaml(manifests.get('Service'))).toMatchSnapshot();
  });
});

describe('a server with every property', () => {
  const everything = (stack: ConstructorParameters<typeof Server>[0]): Required<ServerProps> => ({
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
    ['without replicas', { replicas: 0 }, '[app/server] replicas is 0; allowed is a whole number from 1'],
    [
      'with several pods on a claim for one',
      { replicas: 3, volumes: { '/srv': Volume.claim('uploads') } },
      '[app/server] replicas is 3, and the workload mounts a ReadWriteOnce claim, which one pod at a time can have; set replicas: 1, or give the claim an access mode for many',
    ],
    [
      'with a path that cannot be mounted on',
      { writablePaths: ['tmp/cache'] },
      "[app/server] the path \"tmp/cache\" cannot be mounted on; allowed is an absolute path without ':', empty parts, '.' and '..', such as /var/cache/app",
    ],
    [
      'with two things on one path',
      { writablePaths: ['/srv'], volumes: { '/srv': Volume.emptyDir(Size.mebibytes(1)) } },
      '[app/server] something is mounted on "/srv" twice; leave one out',
    ],
    [
      'as root',
      { security: { user: 0 } },
      '[app/server] security.user is 0; allowed is a whole number from 1 to 2147483647: no container runs as root',
    ],
  ])('%s', (_, props, message) => {
    expect(refused(props)).toEqual([message]);
  });

  test('with all its mistakes at once', () => {
    expect(refused({ port: 80, replicas: -1, image: 'server' })).toHaveLength(3);
  });
});
