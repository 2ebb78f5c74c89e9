// Postgres is created by an entry point like the official one, terminates immediately, even with open connections, and
// uses the memory settings of the manifest.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Chart, JsonPatch } from 'cdk8s';
import { ConfigMap, Password, Postgres, Worker } from 'cdk8s-webstack';
import { render } from '../manifests';
import {
  applyAll,
  deleteNamespace,
  eventually,
  kubectl,
  listPods,
  recreateNamespace,
  waitUntilAvailable,
} from './cluster';

const namespace = 'webstack-test-postgres';

const manifests = render(
  (stack) => {
    const postgres = new Postgres(stack, 'postgres', { password: Password.inline('disposable') });
    replaceEntryPoint(postgres);
    const data = { 'hold.js': readFileSync(`${__dirname}/hold-connection.js`, 'utf8') };
    new Worker(stack, 'holder', {
      image: 'example/fib-server:1.4.0',
      command: ['node', '/app/hold.cjs'], // next to the server's node_modules; .cjs because the package has ES modules
      files: { '/app/hold.cjs': new ConfigMap(stack, 'program', { data }).key('hold.js') },
      uses: [postgres],
    });
  },
  { namespace },
);

/** The image of a test cluster can have an entry point that is simpler than the official one. */
function replaceEntryPoint({ deployment }: Postgres): void {
  const file = 'docker-entrypoint.sh';
  const data = { [file]: readFileSync(`${__dirname}/postgres-entrypoint.sh`, 'utf8') };
  const { objectName: name } = new ConfigMap(Chart.of(deployment), 'entrypoint', { data }).key(file);
  const mount = { name: 'entrypoint', mountPath: `/usr/local/bin/${file}`, subPath: file };
  deployment.addJsonPatch(
    JsonPatch.add('/spec/template/spec/volumes/-', { name: 'entrypoint', configMap: { name, defaultMode: 0o555 } }),
    JsonPatch.add('/spec/template/spec/containers/0/volumeMounts/-', mount),
  );
}

beforeAll(async () => {
  await recreateNamespace(namespace);
  await applyAll(manifests);
  await waitUntilAvailable(namespace, 'postgres');
});

afterAll(() => deleteNamespace(namespace));

const POSTGRES = ['--namespace', namespace, 'deployment/postgres'];

function exec(...command: string[]): Promise<string> {
  return kubectl('exec', ...POSTGRES, '--', ...command);
}

const settings: string[] = manifests.container('postgres').args.filter((arg: string) => arg.endsWith('kB'));

test.each(settings)('Postgres runs with %s', async (setting) => {
  const [name, value] = setting.split('=');
  const query = `SELECT pg_size_bytes(current_setting('${name}')) / 1024 || 'kB'`;
  const printed = await exec('psql', '--username=postgres', '--tuples-only', '--no-align', `--command=${query}`);
  expect(printed.trim()).toBe(value);
});

test('/dev/shm has the declared size', async () => {
  const { volumes } = manifests.pod('postgres');
  const { sizeLimit } = volumes.find((each: { emptyDir?: { medium?: string } }) => each.emptyDir?.medium).emptyDir;
  const printed = await exec('df', '--block-size=1M', '--output=size', '/dev/shm');
  expect(`${printed.trim().split('\n')[1].trim()}Mi`).toBe(sizeLimit);
});

test('the preStop command shuts Postgres down immediately', async () => {
  await waitForIdleConnection();
  await exec(...manifests.container('postgres').lifecycle.preStop.exec.command);
  const log = await eventually('the shutdown', () => kubectl('logs', '--previous', ...POSTGRES), 15);
  expect(log).toContain('received fast shutdown request');
  await waitUntilAvailable(namespace, 'postgres');
});

test('an idle connection does not delay termination', async () => {
  await waitForIdleConnection();
  const before = (await clientLog()).length;
  const [pod] = await listPods(namespace, 'postgres');
  const log = followLog(pod);
  await eventually('the log', async () => log().includes('database system is ready to accept connections'));
  const begin = Date.now();
  await kubectl('delete', '--namespace', namespace, pod, '--timeout', '60s');
  expect(Date.now() - begin).toBeLessThan(15_000); // It takes two minutes if Postgres waits for its clients.
  expect(log()).toContain('received fast shutdown request');
  expect(log()).toContain('database system is shut down');
  expect((await clientLog()).slice(before)).toContain('ended: terminating connection due to administrator command');
});

/** Returns the log of the client, which reconnects when its connection ends. */
function clientLog(): Promise<string> {
  return kubectl('logs', '--namespace', namespace, 'deployment/holder');
}

async function waitForIdleConnection(): Promise<void> {
  await eventually('an idle connection', async () => (await clientLog()).endsWith('idle\n'));
}

/** Follows the log of a pod. The text stays available after the pod is deleted. */
function followLog(pod: string): () => string {
  let text = '';
  const logs = spawn('kubectl', ['logs', '--follow', '--namespace', namespace, pod]);
  logs.stdout.on('data', (part) => (text += part));
  return () => text;
}
