import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  DatabaseTls,
  Password,
  Postgres,
  Server,
  Storage,
  type PostgresExternalProps,
  type PostgresProps,
  type WebStack,
  Worker,
} from 'cdk8s-webstack';
import { errors, render, yaml } from '../manifests';
import { createPlatform, LASTING_PLATFORMS } from '../platform/platforms';

describe('a Postgres with no properties', () => {
  const manifests = render((stack) => new Postgres(stack, 'postgres'));

  test('creates its objects and refers to a Secret', () => {
    expect(manifests.ofComponents.map(({ kind }) => kind)).toEqual([
      'PersistentVolumeClaim',
      'ServiceAccount',
      'NetworkPolicy',
      'Deployment',
      'Service',
    ]);
    expect(manifests.environment('postgres')).toEqual({
      POSTGRES_DB: 'postgres',
      POSTGRES_USER: 'superuser',
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

  test('keeps its data below a mount that suits every version from 12 to 18', () => {
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
    extensions: ['vector'],
    databases: {
      reports: { user: 'reporter', password: Password.fromSecret('reports', 'password'), extensions: ['postgis'] },
      audit: { password: Password.fromSecret('audit', 'password') },
    },
    storage: Storage.ofSize(Size.gibibytes(20), { storageClass: 'fast' }),
    database: 'shop',
    user: 'shopkeeper',
    password: Password.fromSecret('shop-db', 'password'),
    memory: Size.gibibytes(2),
    cpu: { request: Cpu.millis(500) },
    security: { user: 999, group: 999 },
    allowNamespaces: ['shop'],
    scheduling: { priorityClassName: 'important' },
    tls: DatabaseTls.none(),
  };
  const manifests = render((stack) => {
    const postgres = new Postgres(stack, 'db', props);
    const reports = postgres.database('reports').connection.prefixed('REPORTS_');
    new Server(stack, 'server', { image: 'example/server:1.4.0', uses: [postgres, reports] });
    new Server(stack, 'auditor', { image: 'example/server:1.4.0', uses: [postgres.database('audit')] });
    new Server(stack, 'seller', { image: 'example/server:1.4.0', uses: [postgres.database('shop')] });
  });

  test('gives consumers its database, user and password', () => {
    expect(manifests.environment('server')).toEqual({
      PGHOST: 'db',
      PGPORT: '5432',
      PGUSER: 'shopkeeper',
      PGDATABASE: 'shop',
      PGPASSWORD: 'secret/shop-db/password',
      REPORTS_PGHOST: 'db',
      REPORTS_PGPORT: '5432',
      REPORTS_PGUSER: 'reporter',
      REPORTS_PGDATABASE: 'reports',
      REPORTS_PGPASSWORD: 'secret/reports/password',
    });
    const access = { PGHOST: 'db', PGPORT: '5432' };
    expect(manifests.environment('auditor')).toEqual({
      ...{ ...access, PGUSER: 'audit', PGDATABASE: 'audit', PGPASSWORD: 'secret/audit/password' },
    });
    expect(manifests.environment('seller')).toEqual({
      ...{ ...access, PGUSER: 'shopkeeper', PGDATABASE: 'shop', PGPASSWORD: 'secret/shop-db/password' },
    });
  });

  test('reads the passwords of all users', () => {
    expect(manifests.environment('db')).toEqual({
      POSTGRES_DB: 'shop',
      POSTGRES_USER: 'superuser',
      POSTGRES_PASSWORD: 'secret/shop-db/password',
      POSTGRES_PASSWORD_1: 'secret/reports/password',
      POSTGRES_PASSWORD_2: 'secret/audit/password',
      PGDATA: '/var/lib/postgresql/pgdata',
    });
  });

  test('runs as the owner of its volume, with its PriorityClass', () => {
    expect(manifests.pod('db').priorityClassName).toBe('important');
    expect(manifests.pod('db').securityContext).toMatchObject({ runAsUser: 999, runAsGroup: 999, fsGroup: 999 });
  });

  test('is probed as its user, over TCP, for readiness and liveness', () => {
    const ready = ['pg_isready', '-h', '127.0.0.1', '-U', 'shopkeeper', '-d', 'shop'];
    const { readinessProbe, livenessProbe } = manifests.container('db');
    expect(readinessProbe.exec.command).toEqual(ready);
    expect(livenessProbe.exec.command).toEqual(['sh', '-c', '"$@"; [ $? -le 1 ]', 'sh', ...ready]);
  });

  test('has its memory, CPU and storage', () => {
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

test('accepts an inline password on a disposable cluster', () => {
  const manifests = render((stack) => new Postgres(stack, 'postgres', { password: Password.inline('disposable') }));
  expect(manifests.get('Secret')).toMatchObject({
    metadata: { name: 'postgres' },
    stringData: { PGPASSWORD: 'disposable' },
  });
  expect(manifests.environment('postgres').POSTGRES_PASSWORD).toBe('secret/postgres/PGPASSWORD');
});

test.each(LASTING_PLATFORMS)('rejects an inline password on any other cluster, and does not show it: %s', (name) => {
  const platform = createPlatform(name);
  const declare = () =>
    errors((stack) => new Postgres(stack, 'postgres', { password: Password.inline('hunter2') }), { platform });
  expect(declare()).toEqual([
    '[app/postgres] Password.inline writes the password into the manifest, which only disposable platforms allow (Platform.minikube(), Platform.kind()). Keep the password in a Secret, and use Password.fromSecret(name, key).',
  ]);
});

test('rejects names with a meaning in a connection string', () => {
  expect(errors((stack) => new Postgres(stack, 'postgres', { database: 'host=evil', user: '-U' }))).toEqual([
    "[app/postgres] database is (not shown: it may contain a password); allowed: 1 to 63 letters, digits, '_', '.', '@' and '-', not starting with '.', '@' or '-'.",
    "[app/postgres] user is \"-U\"; allowed: 1 to 63 letters, digits, '_', '.', '@' and '-', not starting with '.', '@' or '-'.",
  ]);
});

describe('an external Postgres', () => {
  const image = 'example/server:1.4.0';

  test('has the same variables and creates no objects', () => {
    const manifests = render((stack) => {
      const props: Required<PostgresExternalProps> = {
        ...{ host: 'db.example.com', port: 5433, user: 'app@db', database: 'shop', cidrs: ['203.0.113.0/24'] },
        password: Password.fromSecret('db', 'password'),
        tls: DatabaseTls.none(),
      };
      const postgres = Postgres.external(stack, 'db', props);
      expect(postgres.connection.cidrs).toEqual(['203.0.113.0/24']);
      new Server(stack, 'server', { image, uses: [postgres.connection.withUrl('DATABASE_URL')] });
    });
    expect(manifests.ofComponents.map(({ metadata }) => metadata.name)).toEqual(Array(5).fill('server'));
    expect(manifests.environment('server')).toMatchObject({
      PGHOST: 'db.example.com',
      PGPASSWORD: 'secret/db/password',
      DATABASE_URL: 'postgres://app%40db:$(PGPASSWORD)@db.example.com:5433/shop',
    });
  });

  test('rejects an inline password', () => {
    const password = Password.inline('hunter2');
    expect(
      errors((stack) => Postgres.external(stack, 'db', { tls: DatabaseTls.none(), host: 'db.example.com', password })),
    ).toEqual([
      '[app/db] Password.inline is not available for a database outside the stack. Keep the password in a Secret, and use Password.fromSecret(name, key).',
    ]);
  });
});

test('rejects an invalid Secret name once, however many consumers there are', () => {
  const declare = (stack: WebStack) => {
    const postgres = new Postgres(stack, 'postgres', { password: Password.fromSecret('My_Secret', 'a key') });
    for (const id of ['one', 'two']) new Server(stack, id, { image: 'example/server:1.4.0', uses: [postgres] });
  };
  expect(errors(declare)).toEqual([
    "[app/postgres] the name of Password.fromSecret is (not shown); allowed: a Secret name of at most 253 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit.",
    "[app/postgres] the key of Password.fromSecret is (not shown); allowed: at most 253 letters, digits, '-', '_' and '.', except '.' itself and names that start with '..'.",
  ]);
});

test.each([
  ['user', 'pg_admin'],
  ['user', 'public'],
  ['database', 'template0'],
])('rejects the %s %j, which Postgres reserves', (property, name) => {
  expect(errors((stack) => new Postgres(stack, 'postgres', { [property]: name }))).toEqual([
    `[app/postgres] ${property} is "${name}", which Postgres reserves for itself. Choose another name.`,
  ]);
});

describe('databases', () => {
  const password = Password.fromSecret('reports', 'password');
  const declare = (props: PostgresProps) => errors((stack) => new Postgres(stack, 'postgres', props));

  test('inline passwords of several are in Secrets of their own', () => {
    const databases = {
      reports: { password: Password.inline('one') },
      Audit_Log: { password: Password.inline('two') },
    };
    const manifests = render((stack) => new Postgres(stack, 'postgres', { databases }));
    expect(manifests.all('Secret').map(({ metadata, stringData }) => [metadata.name, stringData.PGPASSWORD])).toEqual([
      ['postgres-reports', 'one'],
      ['postgres-audit-log', 'two'],
    ]);
  });

  test('rejects a database that is not declared', () => {
    const unknown = (stack: WebStack) =>
      new Postgres(stack, 'postgres', { databases: { reports: { password } } }).database('reprots');
    expect(errors(unknown)).toEqual([
      '[app/postgres] the name of Postgres.database is "reprots"; allowed: postgres, reports.',
    ]);
  });

  test('rejects a database without a password', () => {
    const databases = { reports: {} } as unknown as PostgresProps['databases'];
    expect(declare({ databases })).toEqual([
      `[app/postgres] databases["reports"].password is missing. Set it, such as Password.fromSecret('reports', 'PGPASSWORD').`,
    ]);
  });

  test('names a database with an error once, also if a component uses it', () => {
    const databases = { reports: {} } as unknown as PostgresProps['databases'];
    const declare = (stack: WebStack) => {
      const postgres = new Postgres(stack, 'postgres', { databases });
      new Worker(stack, 'worker', { image: 'example/worker:1.4.0', uses: [postgres.database('reports')] });
    };
    expect(errors(declare)).toEqual([expect.stringContaining('databases["reports"].password is missing')]);
  });

  test('names the databases of one server that give the same variables, once', () => {
    const declare = (stack: WebStack) => {
      const postgres = new Postgres(stack, 'postgres', { databases: { reports: { password } } });
      new Worker(stack, 'worker', { image: 'example/worker:1.4.0', uses: [postgres, postgres.database('reports')] });
    };
    expect(errors(declare)).toEqual([
      `[app/worker] the variables PGUSER, PGDATABASE, PGPASSWORD have a value from app/postgres and one from the database "reports" of app/postgres. Rename each in uses, with .connection.prefixed('…') or .connection.renamed({ PGUSER: '…' }) of the database "reports" of app/postgres.`,
    ]);
  });

  test('rejects a database and a user that are declared twice', () => {
    expect(declare({ databases: { postgres: { password } } })).toEqual([
      '[app/postgres] databases has the database "postgres" twice. Rename one of them.',
      '[app/postgres] databases has the user "postgres" twice. Rename one of them.',
    ]);
  });

  test.each([
    [{ user: 'superuser' }, 'user is "superuser", which is the superuser. Choose another name.'],
    [
      { databases: { reports: { user: 'superuser', password } } },
      'databases["reports"].user is "superuser", which is the superuser. Choose another name.',
    ],
    [
      { extensions: ["x'; DROP"] },
      `extensions[0] is (not shown: it may contain a password); allowed: 1 to 63 lower-case letters, digits, '_' and '-', not starting with '-'.`,
    ],
    [{ extensions: ['vector', 'vector'] }, 'extensions has "vector" more than once. Remove the duplicates.'],
    [
      { databases: { 'a b': { password } } },
      `the key "a b" of databases is "a b"; allowed: 1 to 63 letters, digits, '_', '.', '@' and '-', not starting with '.', '@' or '-'.`,
    ],
  ])('rejects %j', (props, message) => {
    expect(declare(props)).toEqual([`[app/postgres] ${message}`]);
  });
});

describe('two Postgres in one namespace', () => {
  test('do not share the default Secret', () => {
    const declare = (stack: WebStack) => {
      new Postgres(stack, 'orders');
      new Postgres(stack, 'reports');
    };
    expect(errors(declare)).toEqual([
      `[app/reports] password is not set, and neither is that of app/orders: both would read the Secret "pgpassword". Set the password of one of them, such as Password.fromSecret('reports', 'PGPASSWORD').`,
    ]);
  });

  test('may share one that both name', () => {
    const declare = (stack: WebStack) => {
      const password = Password.fromSecret('pgpassword', 'PGPASSWORD');
      for (const id of ['orders', 'reports']) new Postgres(stack, id, { password });
    };
    expect(errors(declare)).toEqual([]);
  });
});
