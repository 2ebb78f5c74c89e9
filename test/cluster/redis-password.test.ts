// A Redis with a password accepts only clients that send it, whatever characters the password contains.
import { readFileSync } from 'node:fs';
import { Size } from 'cdk8s';
import { ConfigMap, Password, Redis, Storage, Worker, type RedisProps } from 'cdk8s-webstack';
import { render } from '../manifests';
import { applyAll, deleteNamespace, kubectl, recreateNamespace, waitUntilAvailable } from './cluster';

const namespace = 'webstack-test-redis-password';
const password = `a b"c'd\\e$f#`;
const storage = () => Storage.ofSize(Size.mebibytes(64));

const databases: Record<string, RedisProps> = {
  transient: {},
  persistent: { storage: storage() },
};
const names = Object.keys(databases);
const prefixOf = (name: string) => name.toUpperCase();

const manifests = render(
  (stack) => {
    const fromSecret = Password.fromSecret('redis-password', 'secret');
    const all = Object.entries(databases).map(
      ([name, props]) => new Redis(stack, name, { ...props, password: fromSecret }),
    );
    const program = new ConfigMap(stack, 'program', {
      data: { 'ping-redis.js': readFileSync(`${__dirname}/ping-redis.js`, 'utf8') },
    });
    new Worker(stack, 'consumer', {
      ...{ image: 'node:22-slim', command: ['sh', '-c', 'trap "exit 0" TERM; sleep infinity & wait'] },
      files: { '/app/ping-redis.js': program.key('ping-redis.js') },
      uses: all.map(({ connection }, index) => connection.prefixed(`${prefixOf(names[index])}_`)),
    });
  },
  { namespace },
);

beforeAll(async () => {
  await recreateNamespace(namespace);
  const literal = `--from-literal=secret=${password}`;
  await kubectl('create', 'secret', 'generic', 'redis-password', '--namespace', namespace, literal);
  await applyAll(manifests);
  await waitUntilAvailable(namespace);
});

afterAll(() => deleteNamespace(namespace));

function exec(component: string, ...command: string[]): Promise<string> {
  return kubectl('exec', '--namespace', namespace, `deployment/${component}`, '--', ...command);
}

describe.each(names)('%s', (name) => {
  const ping = (credentials: string) => exec('consumer', 'node', '/app/ping-redis.js', prefixOf(name), credentials);

  test('accepts the password', async () => {
    expect(await ping('password')).toBe('+OK\r\n+PONG\r\n+OK\r\n');
  });

  test('rejects a client without a password', async () => {
    expect(await ping('nothing')).toBe('-NOAUTH Authentication required.\r\n+OK\r\n');
  });

  test('rejects another password', async () => {
    const reply = await exec(name, 'env', 'REDISCLI_AUTH=another', 'redis-cli', 'ping');
    expect(reply).toContain('NOAUTH Authentication required.');
  });

  test('shows the password neither in the process list nor in the log', async () => {
    const processes = await exec(name, 'sh', '-c', "cat /proc/[0-9]*/cmdline | tr '\\0' ' '");
    expect(processes).toMatch(/redis-server|valkey-server/);
    const log = await kubectl('logs', '--namespace', namespace, `deployment/${name}`);
    expect([processes.includes(password), log.includes(password)]).toEqual([false, false]);
  });
});
