// How the container creates roles and databases before its server accepts clients.
import { Password, Postgres } from 'cdk8s-webstack';
import { StartScript } from '../databases/start-script';
import { render } from '../manifests';

const manifests = render(
  (stack) =>
    new Postgres(stack, 'postgres', {
      database: 'shop',
      user: 'shopkeeper',
      extensions: ['vector', 'uuid-ossp'],
      databases: { reports: { user: 'reporter', password: Password.fromSecret('reports', 'password') } },
    }),
);

let script: StartScript;
beforeEach(() => {
  script = new StartScript(manifests.container('postgres'), ['/var/lib/postgresql', '/mnt/volume']);
  script.set('POSTGRES_PASSWORD_1', 'hunter3').write('pgdata/PG_VERSION', '17');
});
afterEach(() => script.delete());

const rules = () => script.read('run/pg_hba.conf').trim().split('\n');
const SOCKET = ['local all all trust', 'local replication all trust'];
const CLIENTS = 'host all all all scram-sha-256';

test('creates each role and its database, and refuses the superuser over TCP', async () => {
  expect((await script.run()).code).toBe(0);
  const [first, second] = script.read('signs/arguments').split('\n');
  expect(first).toMatch(
    /--username superuser .*--set database=shop --set user=shopkeeper --set extensions=vector,uuid-ossp /,
  );
  expect(second).toMatch(/--username superuser .*--set database=reports --set user=reporter --set extensions= /);
  expect(rules()).toEqual([...SOCKET, 'host all "superuser" all reject', CLIENTS]);
});

test('shows a password neither to the list of processes nor in statements, files or the log', async () => {
  const { log } = await script.run();
  const seen = [log, script.read('signs/arguments'), script.read('signs/sql'), ...rules()].join('\n');
  expect(seen).not.toMatch(/hunter/);
  expect(JSON.stringify(manifests.container('postgres'))).not.toMatch(/hunter/);
});

test('passes each role its own password', async () => {
  script.program(
    'psql',
    'case "$*" in *superuser*rolsuper*) echo t ;; *rolsuper*) echo f ;; *) echo "$ROLE_PASSWORD" >>$SIGNS/passwords ;; esac',
  );
  await script.run();
  expect(script.read('signs/passwords')).toBe('hunter2\nhunter3\n');
});

test('accepts the superuser of an earlier version, who is the declared user, and says so', async () => {
  script.program(
    'psql',
    'case "$*" in *shopkeeper*rolsuper*) echo t ;; *rolsuper*) exit 2 ;; *) echo "$*" >>$SIGNS/arguments ;; esac',
  );
  const { code, log } = await script.run();
  expect(code).toBe(0);
  expect(log).toContain('shopkeeper is the superuser of this data, and clients connect as it: see docs/databases.md');
  expect(script.read('signs/arguments')).toContain('--set earlier=true');
  expect(rules()).toEqual([...SOCKET, CLIENTS]);
});

test('stops if the superuser of the data is not known', async () => {
  script.program('psql', 'exit 2');
  const { code, log } = await script.run();
  expect({ code, log }).toEqual({ code: 1, log: expect.stringContaining('Set user to its name.') });
});

test('serves the other databases if a further one cannot be prepared, and closes that one', async () => {
  script.program(
    'psql',
    'case "$*" in *superuser*rolsuper*) echo t ;; *rolsuper*) echo f ;; *database=reports*) echo "no extension" >&2; exit 3 ;; esac',
  );
  const { code, log } = await script.run();
  expect(code).toBe(0);
  expect(log).toContain(
    'no extension\nclients cannot connect to the database reports, which could not be prepared: see above\nstarted postgres',
  );
  expect(rules().slice(2)).toEqual(['host all "superuser" all reject', 'host "reports" all all reject', CLIENTS]);
});

test('stops if something cannot be created, such as an extension that the image lacks', async () => {
  script.program('psql', 'case "$*" in *rolsuper*) echo t ;; *) echo "no extension" >&2; exit 3 ;; esac');
  const { code, log } = await script.run();
  expect(code).toBe(1);
  expect(log).toMatch(/no extension\nnot starting: a role, database or extension cannot be created, see above\n$/);
});

test.each([
  ['its server starts', 'postgres', 'trap exit TERM; touch $SIGNS/waiting; while :; do sleep 0.02; done'],
  ['it creates roles', 'psql', 'touch $SIGNS/waiting; while [ ! -e $SIGNS/go ]; do sleep 0.01; done'],
])('terminates on a signal while %s', async (_, program, text) => {
  script.program(program, text);
  const { code } = await script.run(async (process) => {
    await script.sign('waiting');
    process.kill('SIGTERM');
    script.makeFolder('signs/go');
  });
  expect([code, script.has('volume/pgdata/postmaster.pid')]).toEqual([143, false]);
});

test('accepts MD5 digests of roles on versions before 14', async () => {
  await script.write('pgdata/PG_VERSION', '13').run();
  expect(rules()).toContain('host all all all md5');
});

test.each([
  ['POSTGRES_PASSWORD', 'shopkeeper'],
  ['POSTGRES_PASSWORD_1', 'reporter'],
])('does not start with an empty %s', async (variable, user) => {
  expect(await script.set(variable, '').run()).toEqual({
    code: 1,
    log: `not starting: the password of ${user} is empty\n`,
  });
  expect((await script.set(variable, `md5${'0123456789abcdef'.repeat(2)}`).run()).log).toBe(
    `not starting: the password of ${user} has the form of a digest. Choose another one.\n`,
  );
});
