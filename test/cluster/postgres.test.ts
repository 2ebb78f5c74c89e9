// Postgres stops at once when its pod is deleted, even with open connections, and uses the memory of the manifest.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { ConfigMap, Password, Postgres, Worker } from 'cdk8s-webstack';
import { render } from '../manifests';
import { applyAll, available, dropNamespace, eventually, freshNamespace, kubectl, pods } from './cluster';

const namespace = 'webstack-test-postgres';

const manifests = render(
  (stack) => {
    const postgres = new Postgres(stack, 'postgres', { password: Password.inline('throw-away') });
    const data = { 'hold.js': readFileSync(`${__dirname}/hold.js`, 'utf8') };
    new Worker(stack, 'holder', {
      image: 'example/fib-server:1.4.0',
      command: ['node', '/app/hold.cjs'], // beside the server's node_modules, in a package of ES modules
      files: { '/app/hold.cjs': new ConfigMap(stack, 'program', { data }).key('hold.js') },
      uses: [postgres],
    });
  },
  { namespace },
);

beforeAll(async () => {
  await freshNamespace(namespace);
  await applyAll(manifests);
  await available(namespace, 'postgres');
});

afterAll(() => dropNamespace(namespace));

const OF_POSTGRES = ['--namespace', namespace, 'deployment/postgres'];

function inside(...command: string[]): Promise<string> {
  return kubectl('exec', ...OF_POSTGRES, '--', ...command);
}

const settings: string[] = manifests.container('postgres').args.filter((arg: string) => arg.includes('='));

test.each(settings)('%s', async (setting) => {
  const [name, value] = setting.split('=');
  const query = `SELECT pg_size_bytes(current_setting('${name}')) / 1024 || 'kB'`;
  const shown = await inside('psql', '--username=postgres', '--tuples-only', '--no-align', `--command=${query}`);
  expect(shown.trim()).toBe(value);
});

test('/dev/shm has the declared size', async () => {
  const { volumes } = manifests.pod('postgres');
  const { sizeLimit } = volumes.find((each: { emptyDir?: { medium?: string } }) => each.emptyDir?.medium).emptyDir;
  const printed = await inside('df', '--block-size=1M', '--output=size', '/dev/shm');
  expect(`${printed.trim().split('\n')[1].trim()}Mi`).toBe(sizeLimit);
});

test('the preStop hook stops it at once', async () => {
  await idle();
  await inside(...manifests.container('postgres').lifecycle.preStop.exec.command);
  const before = await eventually('its end', () => kubectl('logs', '--previous', ...OF_POSTGRES), 15);
  expect(before).toContain('received fast shutdown request');
  await available(namespace, 'postgres');
});

test('an idle connection does not delay its end', async () => {
  await idle();
  const before = (await said()).length;
  const [pod] = await pods(namespace, 'postgres');
  const log = follow(pod);
  await eventually('its log', async () => log().includes('database system is ready to accept connections'));
  const asked = Date.now();
  await kubectl('delete', '--namespace', namespace, pod, '--timeout', '60s');
  expect(Date.now() - asked).toBeLessThan(15_000); // It would take two minutes if Postgres waited for its clients.
  expect(log()).toContain('received fast shutdown request');
  expect(log()).toContain('database system is shut down');
  expect((await said()).slice(before)).toContain('ended: terminating connection due to administrator command');
});

/** The log of the client, which reconnects when its connection ends. */
function said(): Promise<string> {
  return kubectl('logs', '--namespace', namespace, 'deployment/holder');
}

async function idle(): Promise<void> {
  await eventually('an idle connection', async () => (await said()).endsWith('idle\n'));
}

/** Follows the log of a pod, and keeps it when the pod is deleted. */
function follow(pod: string): () => string {
  let text = '';
  const logs = spawn('kubectl', ['logs', '--follow', '--namespace', namespace, pod]);
  logs.stdout.on('data', (part) => (text += part));
  return () => text;
}
