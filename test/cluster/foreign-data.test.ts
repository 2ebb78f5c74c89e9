// A database does not start on data that it would leave aside, or could not read: it says so, and the data stays.
import { Size } from 'cdk8s';
import { Password, Postgres, Redis, Storage } from 'cdk8s-webstack';
import { Manifests, render, type Manifest } from '../manifests';
import { apply, applyAll, available, dropNamespace, eventually, freshNamespace, kubectl, pods } from './cluster';

const namespace = 'webstack-test-foreign-data';
const password = Password.inline('throw-away');

beforeAll(() => freshNamespace(namespace));
afterAll(() => dropNamespace(namespace));

function log(component: string): Promise<string> {
  return kubectl('logs', '--namespace', namespace, `deployment/${component}`);
}

/** Runs a script once in a pod that is like a component's, but for what is changed. */
async function once(name: string, { spec }: Manifest, script: string, change: object = {}): Promise<void> {
  const [container] = spec.containers;
  const command = ['sh', '-c', script];
  const none = { startupProbe: undefined, readinessProbe: undefined, livenessProbe: undefined };
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace } };
  const containers = [{ ...container, command, args: [], ...none }];
  await apply(JSON.stringify({ ...pod, spec: { ...spec, restartPolicy: 'Never', containers, ...change } }));
  await kubectl(
    'wait',
    '--namespace',
    namespace,
    '--for=jsonpath={.status.phase}=Succeeded',
    `pod/${name}`,
    '--timeout=60s',
  );
}

test('Postgres beside the data of another manifest, which is closed to its user, does not make a new database', async () => {
  const manifests = render((stack) => new Postgres(stack, 'old', { password }), { namespace });
  await applyAll(new Manifests(manifests.objects.filter(({ kind }) => kind !== 'Deployment')));
  const { template } = manifests.get('Deployment').spec;
  const mount = '/var/lib/postgresql';
  const script = `mkdir -m 700 ${mount}/postgres && echo 17 >${mount}/postgres/PG_VERSION`;
  await once('writer', template, script, { securityContext: { ...template.spec.securityContext, runAsUser: 10999 } });
  await applyAll(manifests);
  const refusal = `not starting: ${mount}/postgres has data, or is closed to user 10001`;
  await eventually('a refusal', async () => (await log('old')).includes(refusal));
});

test('Redis beside a snapshot does not begin an empty file', async () => {
  const storage = Storage.ofSize(Size.mebibytes(64));
  const manifests = render((stack) => new Redis(stack, 'redis', { storage }), { namespace });
  await applyAll(manifests);
  await available(namespace, 'redis');
  const [old] = await pods(namespace, 'redis');
  const script = 'touch /data/dump.rdb && rm -r /data/appendonlydir';
  await kubectl('exec', '--namespace', namespace, old, '--', 'sh', '-c', script);
  await kubectl('delete', '--namespace', namespace, old);
  await eventually('a refusal', async () => (await log('redis')).includes('not starting'));
});

describe('Postgres on the data of another major version', () => {
  const data = '/var/lib/postgresql/pgdata';
  const manifests = render((stack) => new Postgres(stack, 'postgres', { password }), {
    namespace,
  });

  test('stops and says so; the data stays', async () => {
    await applyAll(manifests);
    await available(namespace, 'postgres');
    await query('CREATE TABLE kept AS SELECT 42 AS answer');
    await restartWith(`echo 16 >${data}/PG_VERSION`);
    await eventually('a refusal', async () => (await log('postgres')).includes('initialized by PostgreSQL version 16'));
    await mend();
    await available(namespace, 'postgres');
    expect((await query('SELECT answer FROM kept')).trim()).toBe('42');
  });

  function query(sql: string): Promise<string> {
    const psql = ['psql', '--username=postgres', '--tuples-only', '--no-align', `--command=${sql}`];
    return kubectl('exec', '--namespace', namespace, 'deployment/postgres', '--', ...psql);
  }

  async function restartWith(script: string): Promise<void> {
    const [old] = await pods(namespace, 'postgres');
    await kubectl('exec', '--namespace', namespace, old, '--', 'sh', '-c', script);
    await kubectl('delete', '--namespace', namespace, old);
  }

  /** Gives the data its version back, from a pod that is nothing else. */
  async function mend(): Promise<void> {
    await once('mender', manifests.get('Deployment').spec.template, `echo 17 >${data}/PG_VERSION`);
    await kubectl('rollout', 'restart', '--namespace', namespace, 'deployment/postgres');
    await kubectl('rollout', 'status', '--namespace', namespace, 'deployment/postgres', '--timeout=240s');
  }
});
