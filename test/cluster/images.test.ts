// What README says of images that expect more than they get, and of data of another version, is so.
import { Password, Postgres, Worker } from 'cdk8s-webstack';
import { render, type Manifests } from '../manifests';
import { apply, available, dropNamespace, eventually, freshNamespace, kubectl, pods } from './cluster';

const namespace = 'webstack-test-images';

beforeAll(() => freshNamespace(namespace));
afterAll(() => dropNamespace(namespace));

async function deploy({ objects }: Manifests): Promise<void> {
  await apply(objects.map((object) => JSON.stringify(object)).join('\n---\n'));
}

function log(component: string, ...more: string[]): Promise<string> {
  return kubectl('logs', '--namespace', namespace, `deployment/${component}`, ...more);
}

describe('a program that writes to its cache', () => {
  const folder = '/var/cache';
  const program = `require('fs').writeFileSync('${folder}/page', ''); console.log('written'); setInterval(() => {}, 1000)`;
  const declare = (id: string, writablePaths?: string[]) =>
    render(
      (stack) => new Worker(stack, id, { image: 'node:22-slim', command: ['node', '--eval', program], writablePaths }),
      { namespace },
    );

  test('says EROFS where its folder is not writable', async () => {
    await deploy(declare('refused'));
    await eventually('an error', async () => (await log('refused')).includes('EROFS: read-only file system'));
  });

  test('runs where it is', async () => {
    await deploy(declare('allowed', [folder]));
    await eventually('a folder', async () => (await log('allowed')).includes('written'));
  });
});

describe('Postgres on the data of another major version', () => {
  const data = '/var/lib/postgresql/pgdata';
  const manifests = render((stack) => new Postgres(stack, 'postgres', { password: Password.inline('throw-away') }), {
    namespace,
  });

  test('stops and says so; the data stays', async () => {
    await deploy(manifests);
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
    const { spec } = manifests.get('Deployment').spec.template;
    const [container] = spec.containers;
    const command = ['sh', '-c', `echo 17 >${data}/PG_VERSION`];
    const mender = {
      ...container,
      command,
      args: [],
      startupProbe: undefined,
      readinessProbe: undefined,
      livenessProbe: undefined,
    };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'mender', namespace } };
    await apply(JSON.stringify({ ...pod, spec: { ...spec, restartPolicy: 'Never', containers: [mender] } }));
    await kubectl(
      'wait',
      '--namespace',
      namespace,
      '--for=jsonpath={.status.phase}=Succeeded',
      'pod/mender',
      '--timeout=60s',
    );
    await kubectl('rollout', 'restart', '--namespace', namespace, 'deployment/postgres');
    await kubectl('rollout', 'status', '--namespace', namespace, 'deployment/postgres', '--timeout=240s');
  }
});
