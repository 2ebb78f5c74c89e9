// A database does not start on data that it would ignore or cannot read. It reports this and keeps the data.
import { Size } from 'cdk8s';
import { Password, Postgres, Redis, Storage } from 'cdk8s-webstack';
import { Manifests, render, type Manifest } from '../manifests';
import {
  apply,
  applyAll,
  deleteNamespace,
  eventually,
  kubectl,
  listPods,
  recreateNamespace,
  waitUntilAvailable,
} from './cluster';

const namespace = 'webstack-test-foreign-data';
const password = Password.inline('disposable');

beforeAll(() => recreateNamespace(namespace));
afterAll(() => deleteNamespace(namespace));

function readLog(component: string): Promise<string> {
  return kubectl('logs', '--namespace', namespace, `deployment/${component}`);
}

/** Runs a script once in a pod that mounts only the volume of a component. */
async function runOnVolume(name: string, component: Manifest, script: string, user = 10001): Promise<void> {
  const { spec } = component.spec.template;
  const [{ securityContext }] = spec.containers;
  const volume = spec.volumes.find((each: Manifest) => each.name === 'data');
  const container = { name, image: 'node:22-slim', command: ['sh', '-euc', script], securityContext };
  const volumeMounts = [{ name: 'data', mountPath: '/mnt/volume' }];
  const pod = {
    ...{ restartPolicy: 'Never', securityContext: { ...spec.securityContext, runAsUser: user } },
    ...{ containers: [{ ...container, volumeMounts }], volumes: [volume] },
  };
  await apply(JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: pod }));
  const succeeded = '--for=jsonpath={.status.phase}=Succeeded';
  await kubectl('wait', '--namespace', namespace, succeeded, `pod/${name}`, '--timeout=60s');
}

describe('Postgres creates no database', () => {
  /** Prepares the volume of a Postgres with a script, then starts Postgres and waits for the message in its log. */
  async function expectMessage(id: string, script: string, message: string, user?: number): Promise<void> {
    const manifests = render((stack) => new Postgres(stack, id, { password }), { namespace });
    const deployment = manifests.get('Deployment');
    await applyAll(new Manifests(manifests.objects.filter((object) => object !== deployment)));
    await runOnVolume(`${id}-writer`, deployment, script, user);
    await apply(JSON.stringify(deployment));
    await eventually('a message in the log', async () => (await readLog(id)).includes(message));
  }

  test.each([
    ['in the folder that images up to 17 hide', 'covered', 'data'],
    ['in the folder of image 18', 'later', '18/docker'],
    ['in a hidden folder', 'hidden', '.old/deep/er'],
  ])('if the volume has data %s', async (_, id, folder) => {
    const script = `mkdir -p /mnt/volume/${folder}; echo 17 >/mnt/volume/${folder}/PG_VERSION`;
    await expectMessage(id, script, `not starting: the volume has data elsewhere: ${folder}/PG_VERSION`);
  });

  test('if a folder is closed to its user', async () => {
    const script = 'mkdir -m 700 /mnt/volume/postgres; echo 17 >/mnt/volume/postgres/PG_VERSION';
    await expectMessage('others', script, 'not starting: user 10001 cannot search the volume for data', 10999);
  });

  test('if another user has left the lock file', async () => {
    const script = 'umask 022; touch /mnt/volume/.lock';
    await expectMessage('locked', script, 'not starting: user 10001 (groups 10001) cannot write to the volume', 10999);
  });

  test('if the lock file is not a file', async () => {
    await expectMessage('fifo', 'mkfifo /mnt/volume/.lock', '.lock is not a file. Delete it.');
  });

  test('after an interrupted first start', async () => {
    await expectMessage('short', 'touch /mnt/volume/.first-start', 'not starting: the first start was cut short');
  });
});

test('Postgres deletes the marker of its first start', async () => {
  const manifests = render((stack) => new Postgres(stack, 'new', { password, database: 'shop' }), { namespace });
  await applyAll(manifests);
  await waitUntilAvailable(namespace, 'new');
  const query = ['psql', '--username=postgres', '--dbname=shop', '--tuples-only', '--no-align', '--command=SELECT 1'];
  expect((await kubectl('exec', '--namespace', namespace, 'deployment/new', '--', ...query)).trim()).toBe('1');
  const files = await kubectl('exec', '--namespace', namespace, 'deployment/new', '--', 'ls', '-A', '/mnt/volume');
  expect(files.split('\n').filter(Boolean)).toEqual(['.lock', 'data', 'pgdata']);
});

test('Redis does not start an empty append-only file next to a snapshot', async () => {
  const storage = Storage.ofSize(Size.mebibytes(64));
  const manifests = render((stack) => new Redis(stack, 'redis', { storage }), { namespace });
  await applyAll(manifests);
  await waitUntilAvailable(namespace, 'redis');
  const [old] = await listPods(namespace, 'redis');
  const script = 'touch /data/dump.rdb && rm -r /data/appendonlydir';
  await kubectl('exec', '--namespace', namespace, old, '--', 'sh', '-c', script);
  await kubectl('delete', '--namespace', namespace, old);
  await eventually('a message in the log', async () => (await readLog('redis')).includes('not starting'));
});

describe('Postgres on the data of another major version', () => {
  const data = '/var/lib/postgresql/pgdata';
  const manifests = render((stack) => new Postgres(stack, 'postgres', { password }), {
    namespace,
  });

  test('reports the version, stops, and keeps the data', async () => {
    await applyAll(manifests);
    await waitUntilAvailable(namespace, 'postgres');
    await query('CREATE TABLE kept AS SELECT 42 AS answer');
    await restartWith(`echo 16 >${data}/PG_VERSION`);
    await eventually('a message in the log', async () =>
      (await readLog('postgres')).includes('initialized by PostgreSQL version 16'),
    );
    await restoreVersion();
    await waitUntilAvailable(namespace, 'postgres');
    expect((await query('SELECT answer FROM kept')).trim()).toBe('42');
  });

  function query(sql: string): Promise<string> {
    const psql = ['psql', '--username=postgres', '--tuples-only', '--no-align', `--command=${sql}`];
    return kubectl('exec', '--namespace', namespace, 'deployment/postgres', '--', ...psql);
  }

  async function restartWith(script: string): Promise<void> {
    const [old] = await listPods(namespace, 'postgres');
    await kubectl('exec', '--namespace', namespace, old, '--', 'sh', '-c', script);
    await kubectl('delete', '--namespace', namespace, old);
  }

  /** Restores the version of the data from another pod, because the container of Postgres does not run. */
  async function restoreVersion(): Promise<void> {
    await runOnVolume('repair', manifests.get('Deployment'), 'echo 17 >/mnt/volume/pgdata/PG_VERSION');
    await kubectl('rollout', 'restart', '--namespace', namespace, 'deployment/postgres');
    await kubectl('rollout', 'status', '--namespace', namespace, 'deployment/postgres', '--timeout=240s');
  }
});
