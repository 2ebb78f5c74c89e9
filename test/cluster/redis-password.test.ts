// A Redis with a password admits only clients that send it, whatever characters the password has.
import { readFileSync } from 'node:fs';
import { Size } from 'cdk8s';
import { ConfigMap, Password, Redis, Storage, Worker, type RedisProps } from 'cdk8s-webstack';
import { render } from '../manifests';
import { applyAll, available, dropNamespace, freshNamespace, kubectl } from './cluster';

const namespace = 'webstack-test-redis-password';
const password = `a b"c'd\\e$f#`;
const storage = () => Storage.ofSize(Size.mebibytes(64));

const kinds: Record<string, RedisProps> = {
  fleeting: {},
  kept: { storage: storage() },
};
const names = Object.keys(kinds);
const prefixOf = (name: string) => name.toUpperCase();

const manifests = render(
  (stack) => {
    const from = Password.fromSecret('redis-password', 'secret');
    const all = Object.entries(kinds).map(([name, props]) => new Redis(stack, name, { ...props, password: from }));
    const program = new ConfigMap(stack, 'program', {
      data: { 'ask-redis.js': readFileSync(`${__dirname}/ask-redis.js`, 'utf8') },
    });
    new Worker(stack, 'asker', {
      ...{ image: 'node:22-slim', command: ['sh', '-c', 'trap "exit 0" TERM; sleep infinity & wait'] },
      files: { '/app/ask-redis.js': program.key('ask-redis.js') },
      uses: all.map(({ connection }, index) => connection.prefixed(`${prefixOf(names[index])}_`)),
    });
  },
  { namespace },
);

beforeAll(async () => {
  await freshNamespace(namespace);
  const literal = `--from-literal=secret=${password}`;
  await kubectl('create', 'secret', 'generic', 'redis-password', '--namespace', namespace, literal);
  await applyAll(manifests);
  await available(namespace);
});

afterAll(() => dropNamespace(namespace));

function inside(component: string, ...command: string[]): Promise<string> {
  return kubectl('exec', '--namespace', namespace, `deployment/${component}`, '--', ...command);
}

describe.each(names)('%s', (name) => {
  const ask = (how: string) => inside('asker', 'node', '/app/ask-redis.js', prefixOf(name), how);

  test('accepts the password', async () => {
    expect(await ask('password')).toBe('+OK\r\n+PONG\r\n+OK\r\n');
  });

  test('rejects a client without the password', async () => {
    expect(await ask('nothing')).toBe('-NOAUTH Authentication required.\r\n+OK\r\n');
  });

  test('rejects another password', async () => {
    const other = await inside(name, 'env', 'REDISCLI_AUTH=another', 'redis-cli', 'ping');
    expect(other).toContain('NOAUTH Authentication required.');
  });

  test('does not show the password in process lists or logs', async () => {
    const processes = await inside(name, 'sh', '-c', "cat /proc/[0-9]*/cmdline | tr '\\0' ' '");
    expect(processes).toMatch(/redis-server|valkey-server/);
    const log = await kubectl('logs', '--namespace', namespace, `deployment/${name}`);
    expect([processes.includes(password), log.includes(password)]).toEqual([false, false]);
  });
});
