// Databases that encrypt connections: consumers verify the server, the server refuses plain text, and a renewed
// certificate is served without a restart.
import { readFileSync } from 'node:fs';
import { Size } from 'cdk8s';
import { ConfigMap, DatabaseTls, Password, Postgres, Redis, Storage, Worker } from 'cdk8s-webstack';
import { render } from '../manifests';
import { Authority, applySecret } from './certificates';
import {
  applyAll,
  deleteNamespace,
  eventually,
  kubectl,
  listPods,
  recreateNamespace,
  waitUntilAvailable,
} from './cluster';

const namespace = 'webstack-test-database-tls';
const password = (key: string) => Password.fromSecret('passwords', key);
const OTHER_CA = '/etc/other/ca.crt';
const sleep = ['sh', '-c', 'trap "exit 0" TERM; sleep infinity & wait'];

const [authority, other] = [new Authority(), new Authority()];

const manifests = render(
  (stack) => {
    const postgres = new Postgres(stack, 'postgres', {
      ...{ password: password('postgres'), tls: DatabaseTls.fromSecret('postgres-tls') },
      databases: { reports: { password: password('reports') } },
    });
    const redis = new Redis(stack, 'redis', {
      ...{ password: password('redis'), tls: DatabaseTls.fromSecret('redis-tls') },
      storage: Storage.ofSize(Size.mebibytes(64)),
    });
    const files = new ConfigMap(stack, 'files', {
      data: {
        'ca.crt': other.certificate,
        'connect-encrypted.js': readFileSync(`${__dirname}/connect-encrypted.js`, 'utf8'),
      },
    });
    const reports = postgres.database('reports').connection.prefixed('REPORTS_').withUrl('REPORTS_URL');
    new Worker(stack, 'libpq', {
      ...{ image: 'postgres:17', command: sleep, files: { [OTHER_CA]: files.key('ca.crt') } },
      uses: [postgres.connection.withUrl('URL'), reports],
    });
    new Worker(stack, 'node', {
      ...{ image: 'node:22-slim', command: sleep, uses: [postgres, redis] },
      files: {
        '/app/connect-encrypted.js': files.key('connect-encrypted.js'),
        [OTHER_CA]: files.key('ca.crt'),
      },
    });
  },
  { namespace },
);

const issue = (name: string) =>
  authority.issue(namespace, `${name}-tls`, [name, `${name}.${namespace}.svc`, `${name}-alias`]);

beforeAll(async () => {
  await recreateNamespace(namespace);
  const passwords = { postgres: 'first', reports: 'second', redis: 'third' };
  await applySecret(namespace, 'passwords', passwords);
  await Promise.all(['postgres', 'redis'].map(issue));
  await applyAll(manifests);
  await waitUntilAvailable(namespace);
});

afterAll(async () => {
  for (const each of [authority, other]) each.delete();
  await deleteNamespace(namespace);
});

/** Runs a command in a component, and returns its output, or its errors. */
function run(component: string, ...command: string[]): Promise<string> {
  const run = kubectl('exec', '--namespace', namespace, `deployment/${component}`, '--', ...command);
  return run.then(
    (output) => output.trim(),
    (error: { stderr: string }) => error.stderr,
  );
}

const ENCRYPTION = 'SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()';

/** Asks Postgres about the connection, with other variables of libpq, in quotes of a shell. */
function encryption(variables = '', target = ''): Promise<string> {
  return run('libpq', 'sh', '-c', `${variables} psql ${target} --tuples-only --no-align --command '${ENCRYPTION}'`);
}

/** Connects, and returns the serial number of the certificate and what follows. */
async function connect(database: string, ca?: string): Promise<string[]> {
  const file = ca ?? `/etc/database-ca/${database}-tls/ca.crt`;
  return (await run('node', 'node', '/app/connect-encrypted.js', database, file)).split('\n');
}

describe('Postgres', () => {
  test('is verified by libpq with the variables and the URL that consumers get', async () => {
    expect(await encryption()).toBe('t|TLSv1.3');
    expect(await encryption('', '"$URL"')).toBe('t|TLSv1.3');
    expect(await encryption('', '"$REPORTS_URL"')).toBe('t|TLSv1.3');
    expect(await encryption(`PGHOST=postgres.${namespace}.svc`)).toBe('t|TLSv1.3');
  });

  test('is not trusted by another CA, nor under another name', async () => {
    expect(await encryption(`PGSSLROOTCERT=${OTHER_CA}`)).toContain('certificate verify failed');
    const address = 'PGHOSTADDR=`getent hosts postgres | cut -d " " -f 1`';
    expect(await encryption(`${address} PGHOST=postgres-alias`)).toBe('t|TLSv1.3');
    expect(await encryption(`${address} PGHOST=another`)).toContain('does not match host name "another"');
  });

  test('refuses a connection that is not encrypted', async () => {
    expect(await encryption('PGSSLMODE=disable')).toMatch(/pg_hba.conf rejects connection .* no encryption/);
  });
});

describe('Redis', () => {
  test('is verified by its CA only', async () => {
    expect((await connect('redis')).slice(1)).toEqual(['+OK', 'ended']);
    expect(await connect('redis', OTHER_CA)).toEqual([
      expect.stringMatching(/SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET/),
    ]);
  });

  test('closes a connection that is not encrypted', async () => {
    expect(await connect('redis', 'plain')).toEqual([expect.stringMatching(/^(ended|ECONNRESET)$/)]);
    expect(await run('redis', 'redis-cli', 'ping')).not.toContain('PONG');
  });
});

test('consumers have the CA of each database, and no private key', async () => {
  const files = async (name: string) =>
    run('node', 'sh', '-c', `find / -name '${name}' -path '*database*' 2>/dev/null | sort; true`);
  expect(await files('ca.crt')).toBe('/etc/database-ca/postgres-tls/ca.crt\n/etc/database-ca/redis-tls/ca.crt');
  expect(await files('tls.*')).toBe('');
});

/** Commands of a shell in a component that open a connection for a long time, and print its id in the server. */
const HELD_CONNECTIONS: [name: string, component: string, hold: string, find: string][] = [
  [
    ...(['postgres', 'libpq', "psql --command 'SELECT pg_sleep(300)'"] as const),
    `psql --tuples-only --no-align --command "SELECT pid FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(300)'"`,
  ],
  [
    ...(['redis', 'redis', 'redis-cli --tls --insecure subscribe held'] as const),
    'redis-cli --tls --insecure client list type pubsub | grep -o "^id=[0-9]*"',
  ],
];

test.each(HELD_CONNECTIONS)(
  'a renewed certificate of %s is served, without a restart',
  async (name, from, hold, find) => {
    const serves = async () => (await connect(name))[0].split(' ')[0];
    const held = () => run(from, 'sh', '-c', find);
    await run(from, 'sh', '-c', `${hold} >/dev/null 2>&1 &`);
    const connection = await eventually('the connection', async () => /^(id=)?\d+$/.exec(await held())?.[0]);
    const before = await serves();
    const serial = await issue(name);
    expect(serial).not.toBe(before);
    await eventually(`${name} serves the renewed certificate`, async () => {
      await hastenMounts(name);
      return (await serves()) === serial;
    });
    const restarts = 'jsonpath={.items[*].status.containerStatuses[*].restartCount}';
    const selector = `app.kubernetes.io/name=${name}`;
    expect(await kubectl('get', 'pods', '--namespace', namespace, '--selector', selector, '--output', restarts)).toBe(
      '0',
    );
    expect(await held()).toBe(connection);
  },
);

/** The kubelet updates files within two minutes, or when the pod changes. */
async function hastenMounts(component: string): Promise<void> {
  const [pod] = await listPods(namespace, component);
  await kubectl('annotate', '--overwrite', '--namespace', namespace, pod, `example.com/now=${Date.now()}`);
}

test('a database whose Secret lacks a key does not start, and says so', async () => {
  await applySecret(namespace, 'incomplete', { 'tls.crt': 'x', 'tls.key': 'y' });
  const tls = DatabaseTls.fromSecret('incomplete');
  await applyAll(render((stack) => new Redis(stack, 'incomplete', { tls }), { namespace }));
  await eventually('the log of the container', async () => {
    const log = await kubectl('logs', '--namespace', namespace, 'deployment/incomplete');
    return log.includes('not starting: the Secret incomplete has no ca.crt.');
  });
});
