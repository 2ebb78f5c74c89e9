import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Password,
  Platform,
  Postgres,
  Server,
  Storage,
  type PostgresExternalProps,
  type PostgresProps,
  type WebStack,
} from 'cdk8s-webstack';
import { mistakes, render, yaml } from '../manifests';

describe('a Postgres with no properties', () => {
  const manifests = render((stack) => new Postgres(stack, 'postgres'));

  test('is a claim, a pod, who it is, who may talk to it, and a Service, and refers to a Secret', () => {
    expect(manifests.objects.map(({ kind }) => kind)).toEqual([
      'Namespace',
      'PersistentVolumeClaim',
      'ServiceAccount',
      'NetworkPolicy',
      'Deployment',
      'Service',
    ]);
    expect(manifests.environment('postgres')).toEqual({
      POSTGRES_DB: 'postgres',
      POSTGRES_USER: 'postgres',
      POSTGRES_PASSWORD: 'secret/pgpassword/PGPASSWORD',
      PGDATA: '/var/lib/postgresql/pgdata',
    });
  });

  test('claim', () => {
    expect(yaml(manifests.get('PersistentVolumeClaim'))).toMatchSnapshot();
  });

  test('container', () => {
    expect(yaml(manifests.container('postgres'))).toMatchSnapshot();
  });

  test('keeps its data below the mount that every version from 12 to 18 leaves alone', () => {
    expect(manifests.folders('postgres')).toEqual({
      '/var/lib/postgresql': 'claim postgres',
      '/mnt/volume': 'claim postgres',
      '/var/run/postgresql': 'emptyDir',
      '/tmp': 'emptyDir',
      '/dev/shm': 'emptyDir',
    });
  });
});

describe('a Postgres with every property', () => {
  const props: Required<PostgresProps> = {
    image: 'postgres:18.1-alpine',
    storage: Storage.ofSize(Size.gibibytes(20), { storageClass: 'fast' }),
    database: 'shop',
    user: 'shopkeeper',
    password: Password.fromSecret('shop-db', 'password'),
    memory: Size.gibibytes(2),
    cpu: { request: Cpu.millis(500) },
    security: { user: 999, group: 999 },
    admitNamespaces: ['shop'],
    priorityClassName: 'important',
  };
  const manifests = render((stack) => {
    const postgres = new Postgres(stack, 'db', props);
    new Server(stack, 'server', { image: 'example/server:1.4.0', uses: [postgres] });
  });

  test('gives its consumers what it was told', () => {
    expect(manifests.environment('server')).toEqual({
      PGHOST: 'db',
      PGPORT: '5432',
      PGUSER: 'shopkeeper',
      PGDATABASE: 'shop',
      PGPASSWORD: 'secret/shop-db/password',
    });
  });

  test('runs as the owner of its volume, with the priority that it was given', () => {
    expect(manifests.pod('db').priorityClassName).toBe('important');
    expect(manifests.pod('db').securityContext).toMatchObject({ runAsUser: 999, runAsGroup: 999, fsGroup: 999 });
  });

  test('is asked as its user, over TCP, whether it is ready, and whether it is worth keeping', () => {
    const ask = ['pg_isready', '-h', '127.0.0.1', '-U', 'shopkeeper', '-d', 'shop'];
    const { readinessProbe, livenessProbe } = manifests.container('db');
    expect(readinessProbe.exec.command).toEqual(ask);
    expect(livenessProbe.exec.command).toEqual(['sh', '-c', '"$@"; [ $? -le 1 ]', 'sh', ...ask]);
  });

  test('has the memory, the CPU and the storage that it was given', () => {
    expect(manifests.container('db').resources).toEqual({
      requests: { cpu: '500m', memory: '2Gi', 'ephemeral-storage': '512Mi' },
      limits: { cpu: '4', memory: '2Gi', 'ephemeral-storage': '512Mi' },
    });
    expect(manifests.pod('db').volumes).toContainEqual({
      name: 'shared-memory',
      emptyDir: { medium: 'Memory', sizeLimit: '1Gi' },
    });
    expect(manifests.get('PersistentVolumeClaim').spec).toMatchObject({
      storageClassName: 'fast',
      resources: { requests: { storage: '20Gi' } },
    });
  });
});

test('a password may be written into the manifests of a cluster that is thrown away', () => {
  const manifests = render((stack) => new Postgres(stack, 'postgres', { password: Password.inline('throw-away') }));
  expect(manifests.get('Secret')).toMatchObject({
    metadata: { name: 'postgres' },
    stringData: { PGPASSWORD: 'throw-away' },
  });
  expect(manifests.environment('postgres').POSTGRES_PASSWORD).toBe('secret/postgres/PGPASSWORD');
});

test.each([
  ['generic', Platform.generic()],
  ['eks', Platform.eks()],
  ['gke', Platform.gke()],
])('a password in the manifests of any other cluster is refused, and not shown: %s', (_, platform) => {
  const declare = () =>
    mistakes((stack) => new Postgres(stack, 'postgres', { password: Password.inline('hunter2') }), { platform });
  expect(declare()).toEqual([
    '[app/postgres] the password is written into the manifest (Password.inline), which only platforms that are thrown away allow (Platform.minikube(), Platform.kind()); keep it in a Secret and use Password.fromSecret(name, key)',
  ]);
});

test('names that mean something to a connection string are refused', () => {
  expect(mistakes((stack) => new Postgres(stack, 'postgres', { database: 'host=evil', user: '-U' }))).toEqual([
    `[app/postgres] database is "host=evil"; allowed are 1 to 63 letters, digits, '_', '.', '@' and '-', not beginning with '.', '@' or '-'`,
    `[app/postgres] user is "-U"; allowed are 1 to 63 letters, digits, '_', '.', '@' and '-', not beginning with '.', '@' or '-'`,
  ]);
});

describe('a Postgres that is there already', () => {
  const image = 'example/server:1.4.0';

  test('gives the same variables, and makes nothing', () => {
    const manifests = render((stack) => {
      const props: Required<PostgresExternalProps> = {
        ...{ host: 'db.example.com', port: 5433, user: 'app@db', database: 'shop', cidrs: ['203.0.113.0/24'] },
        password: Password.fromSecret('db', 'password'),
      };
      const postgres = Postgres.external(stack, 'db', props);
      expect(postgres.connection.cidrs).toEqual(['203.0.113.0/24']);
      new Server(stack, 'server', { image, uses: [postgres.connection.withUrl('DATABASE_URL')] });
    });
    expect(manifests.objects.map(({ metadata }) => metadata.name)).toEqual(['app', ...Array<string>(5).fill('server')]);
    expect(manifests.environment('server')).toMatchObject({
      PGHOST: 'db.example.com',
      PGPASSWORD: 'secret/db/password',
      DATABASE_URL: 'postgres://app%40db:$(PGPASSWORD)@db.example.com:5433/shop',
    });
  });

  test('has its password in a Secret', () => {
    const password = Password.inline('hunter2');
    expect(mistakes((stack) => Postgres.external(stack, 'db', { host: 'db.example.com', password }))).toEqual([
      '[app/db] the password of a database outside the stack cannot be written inline; keep it in a Secret and use Password.fromSecret(name, key)',
    ]);
  });
});

test('a password in a Secret that cannot be is refused once, whoever uses the database', () => {
  const declare = (stack: WebStack) => {
    const postgres = new Postgres(stack, 'postgres', { password: Password.fromSecret('My_Secret', 'a key') });
    for (const id of ['one', 'two']) new Server(stack, id, { image: 'example/server:1.4.0', uses: [postgres] });
  };
  expect(mistakes(declare)).toEqual([
    "[app/postgres] the Secret \"My_Secret\" has a name that Kubernetes refuses; allowed are a-z, 0-9, '-' and '.', at most 253",
    "[app/postgres] the key given for the Secret \"My_Secret\" is no key of a Secret; allowed are letters, digits, '-', '_' and '.', at most 253, and not '.' or '..' first",
  ]);
});

test.each([
  ['user', 'pg_admin'],
  ['user', 'public'],
  ['database', 'template0'],
])('%s %j, which Postgres keeps for itself, is refused', (property, name) => {
  expect(mistakes((stack) => new Postgres(stack, 'postgres', { [property]: name }))).toEqual([
    `[app/postgres] ${property} is "${name}", which Postgres keeps for itself; choose another one`,
  ]);
});
