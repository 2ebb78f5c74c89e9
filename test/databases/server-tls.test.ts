// Databases of the stack that encrypt connections: what they present, what consumers get, and how a certificate is renewed.
import { App } from 'cdk8s';
import {
  DatabaseTls,
  Password,
  Platform,
  Postgres,
  Redis,
  SecretKey,
  Server,
  WebStack,
  type PostgresProps,
  type RedisProps,
} from 'cdk8s-webstack';
import { errors, render, renderApp } from '../manifests';
import { StartScript } from './start-script';

const image = 'example/server:1.4.0';
const password = Password.fromSecret('passwords', 'password');
const tls = DatabaseTls.fromSecret('database-tls');
const ca = '/etc/database-ca/database-tls/ca.crt';

function renderDatabases(encryption?: DatabaseTls) {
  return render((stack) => {
    const databases = { reports: { password } };
    const postgres = new Postgres(stack, 'postgres', { databases, tls: encryption });
    const redis = new Redis(stack, 'redis', { tls: encryption, password });
    const uses = [postgres.connection.withUrl('PG_URL'), redis.connection.withUrl('REDIS_URL')];
    new Server(stack, 'server', { image, uses });
    new Server(stack, 'reporter', { image, uses: [postgres.database('reports').connection.withUrl('PG_URL')] });
  });
}
const encrypted = renderDatabases(tls);
const NAMES = ['postgres', 'redis'] as const;

describe('consumers', () => {
  test('verify the certificate of Postgres and its host name', () => {
    expect(encrypted.environment('server')).toMatchObject({
      ...{ PGHOST: 'postgres', PGSSLMODE: 'verify-full', PGSSLROOTCERT: ca },
      PG_URL: `postgres://postgres:$(PGPASSWORD)@postgres:5432/postgres?sslmode=verify-full&sslrootcert=${ca}`,
    });
    expect(encrypted.environment('reporter')).toMatchObject({
      ...{ PGDATABASE: 'reports', PGSSLMODE: 'verify-full', PGSSLROOTCERT: ca },
      PG_URL: `postgres://reports:$(PGPASSWORD)@postgres:5432/reports?sslmode=verify-full&sslrootcert=${ca}`,
    });
  });

  test('verify the certificate of Redis', () => {
    expect(encrypted.environment('server')).toMatchObject({
      ...{ REDIS_TLS: 'true', REDIS_CA_FILE: ca },
      REDIS_URL: 'rediss://:$(REDIS_PASSWORD)@redis:6379',
    });
  });

  test.each(['server', 'reporter'])('mount only the CA of the Secret: %s', (name) => {
    const { volumes } = encrypted.pod(name);
    const sources = volumes.flatMap(
      ({ projected }: { projected?: { sources: unknown[] } }) => projected?.sources ?? [],
    );
    expect(sources).toEqual([{ secret: { name: 'database-tls', items: [{ key: 'ca.crt', path: ca.slice(1) }] } }]);
    expect(JSON.stringify(volumes)).not.toMatch(/secretName|tls\.key/);
  });

  test('of another namespace read the CA there, and know the database by its full name', () => {
    const app = new App();
    const [data, shop] = ['data', 'shop'].map((id) => new WebStack(app, id, { platform: Platform.kind() }));
    const postgres = new Postgres(data, 'postgres', { tls, allowNamespaces: ['shop'] });
    new Server(shop, 'server', { image, uses: [postgres] });
    const manifests = renderApp(app);
    expect(manifests.environment('server')).toMatchObject({ PGHOST: 'postgres.data.svc', PGSSLROOTCERT: ca });
    expect(manifests.folders('server')).toHaveProperty([ca], 'files');
  });
});

describe.each(NAMES)('%s', (name) => {
  test('mounts the whole Secret, so that renewals arrive, for its group only', () => {
    const { volumes, securityContext } = encrypted.pod(name);
    const { volumeMounts } = encrypted.container(name);
    expect(volumes).toContainEqual({
      name: 'certificate',
      secret: { secretName: 'database-tls', defaultMode: 0o440 },
    });
    expect(volumeMounts).toContainEqual({ name: 'certificate', mountPath: '/etc/database-tls', readOnly: true });
    expect(securityContext.fsGroup).toBe(securityContext.runAsGroup);
  });

  test('DatabaseTls.none() renders what the default renders', () => {
    expect(renderDatabases(DatabaseTls.none()).get('Deployment', name)).toEqual(
      renderDatabases().get('Deployment', name),
    );
  });
});

test('Redis accepts encrypted connections only, from TLS 1.2 on', () => {
  const args = encrypted.container('redis').args.join(' ');
  expect(args).toContain('--port 0 --tls-port 6379 --tls-auth-clients no');
  expect(args).toContain('--tls-cert-file /etc/database-tls/tls.crt --tls-key-file /etc/database-tls/tls.key');
  expect(encrypted.container('redis').args.slice(-2)).toEqual(['--tls-protocols', 'TLSv1.2 TLSv1.3']);
});

describe('errors', () => {
  const server = 'DatabaseTls.fromSecret(name), DatabaseTls.none() (the database needs a certificate and its key).';
  const external =
    'DatabaseTls.verified(ca), DatabaseTls.publicCa(), DatabaseTls.none() (the stack does not run this database).';
  const secret =
    "the name of DatabaseTls.fromSecret is (not shown); allowed: a Secret name of at most 253 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit.";

  test.each<[string, DatabaseTls, string]>([
    [
      'verified',
      DatabaseTls.verified(SecretKey.of('ca', 'ca.crt')),
      `tls is DatabaseTls.verified(ca); allowed: ${server}`,
    ],
    ['publicCa', DatabaseTls.publicCa(), `tls is DatabaseTls.publicCa(); allowed: ${server}`],
    ['an invalid name', DatabaseTls.fromSecret('Hunter_2'), secret],
    [
      'a missing name',
      DatabaseTls.fromSecret(undefined as unknown as string),
      "the name of DatabaseTls.fromSecret is missing. Pass the Secret's name: DatabaseTls.fromSecret('postgres-tls').",
    ],
    [
      'text',
      'postgres-tls' as unknown as DatabaseTls,
      "tls is text; allowed: a DatabaseTls, such as DatabaseTls.fromSecret('postgres-tls').",
    ],
  ])('rejects %s on a database of the stack, once', (_, value, message) => {
    const declare = (stack: WebStack) => {
      const uses = [new Postgres(stack, 'x', { tls: value }), new Redis(stack, 'y', { tls: value })];
      new Server(stack, 'server', { image, uses: [uses[0], uses[1]] });
    };
    expect(errors(declare)).toEqual([`[app/x] ${message}`, `[app/y] ${message}`]);
  });

  test('rejects fromSecret on a database outside the stack', () => {
    const host = 'db.example.com';
    const declare = (value: DatabaseTls) => (stack: WebStack) => {
      Postgres.external(stack, 'x', { host, tls: value });
      Redis.external(stack, 'y', { host, tls: value });
    };
    const message = `tls is DatabaseTls.fromSecret(name); allowed: ${external}`;
    const both = [`[app/x] ${message}`, `[app/y] ${message}`];
    expect(errors(declare(tls))).toEqual(both);
    expect(errors(declare(DatabaseTls.fromSecret('Hunter_2')))).toEqual(both);
  });
});

describe('the container', () => {
  let script: StartScript;
  afterEach(() => script.delete());

  const start = (name: (typeof NAMES)[number], props: PostgresProps & RedisProps = {}) => {
    const declare = {
      postgres: (stack: WebStack) => new Postgres(stack, 'postgres', { tls, ...props }),
      redis: (stack: WebStack) => new Redis(stack, 'redis', { tls, ...props }),
    };
    script = new StartScript(render(declare[name]).container(name), ['/var/lib/postgresql', '/mnt/volume', '/data']);
    for (const key of ['tls.crt', 'tls.key', 'ca.crt']) script.writeFile(`certificate/${key}`, 'first');
    return script;
  };

  describe.each(NAMES)('%s', (name) => {
    test('starts with a certificate', async () => {
      const { code, log } = await start(name).run();
      expect({ code, log }).toEqual({
        code: 0,
        log: expect.stringMatching(/^started (postgres|redis-server) .*\btls/),
      });
    });

    test.each(['tls.crt', 'tls.key', 'ca.crt'])(
      'says that the Secret has no %s, before it creates data',
      async (key) => {
        const { code, log } = await start(name).writeFile(`certificate/${key}`, '').run();
        expect({ code, log }).toEqual({
          code: 1,
          log:
            `not starting: the Secret database-tls has no ${key}.\n` +
            'It needs tls.crt, tls.key and ca.crt; ACME issuers write no ca.crt: see docs/databases.md\n',
        });
        expect(script.has('volume/.first-start')).toBe(false);
      },
    );

    test('says that it cannot read a file, who owns it, and what to do', async () => {
      const { code, log } = await start(name).close('certificate/tls.key', 0).run();
      expect(code).toBe(1);
      expect(log).toMatch(
        /^not starting: user \d+ \(groups [\d ]+\) cannot read tls.key of the Secret database-tls:\n---------- .*\n/,
      );
      expect(log).toContain("The pod's fsGroup has to be one of the groups, and defaultMode of the volume 0440.");
    });

    const [program, reload, failure] = {
      postgres: ['pg_ctl', 'reload --silent', 'exit 1'],
      redis: ['redis-cli', 'config set tls-cert-file', 'echo ERR; exit 0'], // the reply of Redis does not change the code
    }[name];
    /** Replaces the program that reloads. It fails at first. */
    const countReloads = (failures = 0) => {
      const count = `echo "$*" >>$SIGNS/reloads; [ \`wc -l <$SIGNS/reloads\` -gt ${failures} ] || { ${failure}; }; echo OK`;
      script.program(program, `case "$*" in *"${reload}"*) ${count} ;; *) echo PONG ;; esac`);
    };
    const reloadsUntilNow = () => (script.has('signs/reloads') ? script.read('signs/reloads').trim().split('\n') : []);

    test('loads a renewed certificate once', async () => {
      await start(name).run();
      countReloads();
      expect((await script.probe()).code).toBe(0);
      expect(reloadsUntilNow()).toEqual([]);
      script.writeFile('certificate/tls.crt', 'second').writeFile('certificate/tls.key', 'second');
      for (let probe = 0; probe < 3; probe++) expect((await script.probe()).code).toBe(0);
      expect(reloadsUntilNow()).toHaveLength(1);
    });

    test('tries again until the server has loaded the certificate, and stays ready', async () => {
      await start(name).run();
      countReloads(2);
      script.writeFile('certificate/tls.crt', 'second');
      for (let probe = 0; probe < 5; probe++) expect((await script.probe()).code).toBe(0);
      expect(reloadsUntilNow()).toHaveLength(3);
    });

    test('reloads nothing after a restart, which has loaded the renewed certificate', async () => {
      await start(name).run();
      countReloads();
      script.writeFile('certificate/tls.crt', 'second');
      await script.run();
      expect((await script.probe()).code).toBe(0);
      expect(reloadsUntilNow()).toEqual([]);
    });

    test('is not ready if the server does not answer, renewed or not', async () => {
      await start(name).run();
      for (const program of ['redis-cli', 'pg_isready', 'pg_ctl']) script.program(program, 'exit 2');
      expect((await script.probe()).code).not.toBe(0);
      script.writeFile('certificate/tls.crt', 'second');
      expect((await script.probe()).code).not.toBe(0);
    });
  });

  test('of Postgres rejects connections that are not encrypted', async () => {
    await start('postgres').write('pgdata/PG_VERSION', '17').run();
    expect(script.read('run/pg_hba.conf').trim().split('\n')).toEqual([
      ...['local all all trust', 'local replication all trust', 'hostnossl all all all reject'],
      ...['host all "superuser" all reject', 'hostssl all all all scram-sha-256'],
    ]);
  });

  test('of Postgres presents the certificate from TLS 1.2 on, but not at a first start, which it could interrupt', async () => {
    start('postgres').program(
      'docker-entrypoint.sh',
      'echo "created $*"; mkdir -p $PGDATA; echo 17 >$PGDATA/PG_VERSION; exec "$@"',
    );
    const [created, started] = (await script.run()).log.split('\n');
    expect(created).toMatch(/^created postgres /);
    expect(created).not.toContain('ssl');
    const settings = '-c ssl_cert_file=/certificate/tls.crt -c ssl_key_file=/certificate/tls.key';
    expect(started).toContain(`-c ssl=on -c ssl_min_protocol_version=TLSv1.2 ${settings}`);
  });

  test('of Redis asks the server over TLS, and does not verify the certificate that it replaces', async () => {
    await start('redis').run();
    script.writeFile('certificate/tls.crt', 'second');
    script.program('redis-cli', 'echo "$*" >>$SIGNS/asked; echo OK PONG');
    await script.probe();
    expect(
      script.read('signs/asked').replaceAll(script.path('certificate'), '/certificate').trim().split('\n'),
    ).toEqual([
      '--tls --insecure config set tls-cert-file /certificate/tls.crt',
      '--tls --cacert /certificate/ca.crt ping',
    ]);
  });
});
