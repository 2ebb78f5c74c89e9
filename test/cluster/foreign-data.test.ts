// A database does not start beside data that it would ignore or cannot read: it logs why, and keeps the data.
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

/** Runs a script once in a pod that mounts only the volume of a component. */
async function once(name: string, component: Manifest, script: string, user = 10001): Promise<void> {
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
  await kubectl(
    'wait',
    '--namespace',
    namespace,
    '--for=jsonpath={.status.phase}=Succeeded',
    `pod/${name}`,
    '--timeout=60s',
  );
}

describe('Postgres creates no new database', () => {
  /** Prepares the volume of a Postgres with a script, starts it, and waits for its log message. */
  async function startsOn(id: string, script: string, refusal: string, user?: number): Promise<void> {
    const manifests = render((stack) => new Postgres(stack, id, { password }), { namespace });
    const deployment = manifests.get('Deployment');
    await applyAll(new Manifests(manifests.objects.filter((object) => object !== deployment)));
    await once(`${id}-writer`, deployment, script, user);
    await apply(JSON.stringify(deployment));
    await eventually('a refusal', async () => (await log(id)).includes(refusal));
  }

  test.each([
    ['in a folder of another user', 'others', 'postgres', 10999],
    ['in the folder that images up to 17 mount over', 'covered', 'data', 10001],
    ['in the folder of image 18', 'later', '18/docker', 10001],
  ])('beside data %s', async (_, id, folder, user) => {
    const script = `mkdir -p /mnt/volume/${folder}; echo 17 >/mnt/volume/${folder}/PG_VERSION; chmod 700 /mnt/volume/${folder}`;
    await startsOn(id, script, `not starting: the volume has data in ${folder},`, user);
  });

  test('after an interrupted first start', async () => {
    await startsOn('short', 'touch /mnt/volume/.first-start', 'not starting: the first start was cut short');
  });
});

test('Postgres removes the mark of its first start', async () => {
  const manifests = render((stack) => new Postgres(stack, 'new', { password, database: 'shop' }), { namespace });
  await applyAll(manifests);
  await available(namespace, 'new');
  const ask = ['psql', '--username=postgres', '--dbname=shop', '--tuples-only', '--no-align', '--command=SELECT 1'];
  expect((await kubectl('exec', '--namespace', namespace, 'deployment/new', '--', ...ask)).trim()).toBe('1');
  const files = await kubectl('exec', '--namespace', namespace, 'deployment/new', '--', 'ls', '-A', '/mnt/volume');
  expect(files.split('\n').filter(Boolean)).toEqual(['.lock', 'data', 'pgdata']);
});

test('Redis beside a snapshot does not create an empty append-only file', async () => {
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

  test('stops, logs why, and keeps the data', async () => {
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

  /** Restores the version of the data, from a separate pod. */
  async function mend(): Promise<void> {
    await once('mender', manifests.get('Deployment'), 'echo 17 >/mnt/volume/pgdata/PG_VERSION');
    await kubectl('rollout', 'restart', '--namespace', namespace, 'deployment/postgres');
    await kubectl('rollout', 'status', '--namespace', namespace, 'deployment/postgres', '--timeout=240s');
  }
});
