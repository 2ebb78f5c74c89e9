// Users of Postgres own their database and nothing else. Changes of the declaration and of Secrets take effect at the next start.
import { JsonPatch } from 'cdk8s';
import { Password, Postgres, type PostgresProps } from 'cdk8s-webstack';
import { render } from '../manifests';
import { applyAll, deleteNamespace, kubectl, recreateNamespace, waitUntilAvailable } from './cluster';

const namespace = 'webstack-test-postgres-roles';
const reports = { reports: { user: 'reporter', password: Password.fromSecret('reports', 'password') } };

beforeAll(async () => {
  await recreateNamespace(namespace);
  await setSecret('pgpassword', 'PGPASSWORD', 'first');
  await setSecret('reports', 'password', 'second');
});
afterAll(() => deleteNamespace(namespace));

async function setSecret(name: string, key: string, value: string): Promise<void> {
  await kubectl('delete', 'secret', name, '--namespace', namespace, '--ignore-not-found');
  await kubectl('create', 'secret', 'generic', name, '--namespace', namespace, `--from-literal=${key}=${value}`);
}

async function roll(id: string, props: PostgresProps, patch?: JsonPatch[]): Promise<void> {
  const declare = render((stack) => new Postgres(stack, id, props).deployment.addJsonPatch(...(patch ?? [])), {
    namespace,
  });
  await applyAll(declare, '--force-conflicts');
  await kubectl('rollout', 'status', '--namespace', namespace, `deployment/${id}`, '--timeout=240s');
  await waitUntilAvailable(namespace, id);
}

/** Runs a query in the pod, over TCP with a password, or through the socket. Returns the output, or the error. */
function query(id: string, user: string, database: string, sql: string, password?: string): Promise<string> {
  const host = password === undefined ? [] : ['--host=127.0.0.1'];
  const psql = ['psql', ...host, `--username=${user}`, `--dbname=${database}`, '--tuples-only', '--no-align'];
  const command = ['env', `PGPASSWORD=${password ?? ''}`, ...psql, `--command=${sql}`];
  const run = kubectl('exec', '--namespace', namespace, `deployment/${id}`, '--', ...command);
  return run.then(
    (output) => output.trim(),
    (error: { stderr: string }) => error.stderr,
  );
}

async function generation(id: string): Promise<string> {
  const path = 'jsonpath={.metadata.generation}';
  return kubectl('get', 'deployment', id, '--namespace', namespace, '--output', path);
}

describe('a new Postgres', () => {
  const id = 'postgres';

  beforeAll(() => roll(id, { extensions: ['pg_trgm'] }));

  test('lets the user own its database, and nothing else', async () => {
    expect(await query(id, 'postgres', 'postgres', 'CREATE TABLE t AS SELECT 7; SELECT * FROM t', 'first')).toContain(
      '7',
    );
    expect(await query(id, 'postgres', 'postgres', 'CREATE ROLE other', 'first')).toContain('permission denied');
    expect(await query(id, 'postgres', 'postgres', 'CREATE DATABASE other', 'first')).toContain('permission denied');
    expect(await query(id, 'postgres', 'template1', 'SELECT 1', 'first')).toContain('permission denied');
    expect(await query(id, 'postgres', 'postgres', "COPY t FROM PROGRAM 'id'", 'first')).toContain('permission denied');
  });

  test('refuses the superuser over TCP, and lets the pod reach it', async () => {
    expect(await query(id, 'superuser', 'postgres', 'SELECT 1', 'first')).toContain('pg_hba.conf rejects connection');
    expect(await query(id, 'superuser', 'postgres', "ALTER ROLE superuser PASSWORD 'known'")).toBe('ALTER ROLE');
    expect(await query(id, 'superuser', 'postgres', 'SELECT 1', 'known')).toContain('pg_hba.conf rejects connection');
  });

  test('has the declared extension', async () => {
    expect(await query(id, 'postgres', 'postgres', "SELECT similarity('a', 'a')", 'first')).toBe('1');
  });

  test('creates what is declared later, keeps the rest, and separates the users', async () => {
    await roll(id, { databases: reports });
    expect(await query(id, 'reporter', 'reports', 'CREATE TABLE r AS SELECT 8; SELECT * FROM r', 'second')).toContain(
      '8',
    );
    expect(await query(id, 'reporter', 'postgres', 'SELECT 1', 'second')).toContain('permission denied');
    expect(await query(id, 'postgres', 'reports', 'SELECT 1', 'first')).toContain('permission denied');
    expect(await query(id, 'postgres', 'postgres', "SELECT similarity('a', 'a')", 'first')).toBe('1');
    await roll(id, {});
    expect(await query(id, 'reporter', 'reports', 'SELECT * FROM r', 'second')).toBe('8');
  });

  test('starts whatever a user has done to its own database', async () => {
    const harm = "ALTER DATABASE reports SET statement_timeout = '1ms'; DROP SCHEMA public CASCADE";
    expect(await query(id, 'reporter', 'reports', harm, 'second')).toContain('DROP SCHEMA');
    await roll(id, { databases: { reports: { ...reports.reports, extensions: ['pg_trgm'] } } });
    const similarity = "SET statement_timeout = 0; SELECT similarity('a', 'a')";
    expect(await query(id, 'reporter', 'reports', similarity, 'second')).toContain('1');
  });

  test('closes a further database that cannot have its extension, and serves the others', async () => {
    await roll(id, { databases: { reports: { ...reports.reports, extensions: ['lacking'] } } });
    expect(await query(id, 'reporter', 'reports', 'SELECT 1', 'second')).toContain('pg_hba.conf rejects connection');
    expect(await query(id, 'postgres', 'postgres', 'SELECT 1', 'first')).toBe('1');
    const log = await kubectl('logs', '--namespace', namespace, `deployment/${id}`);
    expect(log).toContain('clients cannot connect to the database reports, which could not be prepared: see above');
    await roll(id, {});
  });

  test('is not rolled by a second apply', async () => {
    const before = await generation(id);
    await roll(id, {});
    expect(await generation(id)).toBe(before);
  });

  test('uses a changed Secret from the next start, and shows it nowhere', async () => {
    await setSecret('pgpassword', 'PGPASSWORD', `a b"c'd\\e$f#`);
    await kubectl('rollout', 'restart', '--namespace', namespace, `deployment/${id}`);
    await kubectl('rollout', 'status', '--namespace', namespace, `deployment/${id}`, '--timeout=240s');
    expect(await query(id, 'postgres', 'postgres', 'SELECT 1', `a b"c'd\\e$f#`)).toBe('1');
    expect(await query(id, 'postgres', 'postgres', 'SELECT 1', 'first')).toContain('password authentication failed');
    const script = "cat /proc/[0-9]*/cmdline | tr '\\0' ' '";
    const processes = await kubectl('exec', '--namespace', namespace, `deployment/${id}`, '--', 'sh', '-c', script);
    const log = await kubectl('logs', '--namespace', namespace, `deployment/${id}`);
    expect([processes, log].map((text) => text.includes(`a b"c'd`))).toEqual([false, false]);
  });

  test('does not start if the image lacks an extension, and says so', async () => {
    await expect(roll(id, { extensions: ['lacking'] }, [deadline(10)])).rejects.toThrow();
    const log = await kubectl('logs', '--namespace', namespace, `deployment/${id}`);
    expect(log).toContain('extension "lacking" is not available');
    expect(log).toContain('not starting: a role, database or extension cannot be created, see above');
  });
});

const deadline = (seconds: number) => JsonPatch.replace('/spec/progressDeadlineSeconds', seconds);

test('data of an earlier version, whose user is the superuser, goes on working', async () => {
  const id = 'earlier';
  const asEarlier = [
    JsonPatch.remove('/spec/template/spec/containers/0/command'),
    JsonPatch.replace('/spec/template/spec/containers/0/env/1/value', 'keeper'),
  ];
  const props: PostgresProps = {
    user: 'keeper',
    database: 'shop',
    password: Password.fromSecret('reports', 'password'),
  };
  await roll(id, props, asEarlier);
  await query(
    id,
    'keeper',
    'shop',
    "CREATE TABLE kept AS SELECT 42; CREATE ROLE viewer LOGIN PASSWORD 'third'",
    'second',
  );
  await roll(id, { ...props, databases: reports });
  expect(await query(id, 'keeper', 'shop', 'SELECT * FROM kept; CREATE ROLE other', 'second')).toBe('42\nCREATE ROLE');
  const log = await kubectl('logs', '--namespace', namespace, `deployment/${id}`);
  expect(log).toContain('keeper is the superuser of this data, and clients connect as it: see docs/databases.md');
  expect(log).not.toContain('FATAL');
  expect(await query(id, 'reporter', 'reports', 'SELECT 8', 'second')).toBe('8');
  for (const database of ['shop', 'postgres', 'template1'])
    expect(await query(id, 'reporter', database, 'SELECT 1', 'second')).toContain('permission denied');
  expect(await query(id, 'viewer', 'shop', 'SELECT 1', 'third')).toBe('1');
  expect(await query(id, 'viewer', 'reports', 'SELECT 1', 'third')).toContain('permission denied');
});
