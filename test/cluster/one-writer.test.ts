// A volume has one writer, always: under deletions of its pod, while the predecessor is still ending.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { JsonPatch, Size } from 'cdk8s';
import { ConfigMap, Password, Postgres, Redis, Storage, Worker, type WebStack } from 'cdk8s-webstack';
import { render } from '../manifests';
import { applyAll, available, dropNamespace, eventually, freshNamespace, kubectl, pods } from './cluster';

async function deploy(namespace: string, declare: (stack: WebStack) => void): Promise<void> {
  await freshNamespace(namespace);
  await applyAll(render(declare, { namespace }));
  await available(namespace);
}

describe('Postgres under inserts, whose pod is deleted 20 times', () => {
  const namespace = 'webstack-test-deletions';
  const logs = new Map<string, string[]>();

  beforeAll(() =>
    deploy(namespace, (stack) => {
      const postgres = new Postgres(stack, 'postgres', { password: Password.inline('throw-away') });
      const program = new ConfigMap(stack, 'program', {
        data: { 'insert.js': readFileSync(`${__dirname}/insert.js`, 'utf8') },
      });
      new Worker(stack, 'inserter', {
        image: 'example/fib-server:1.4.0',
        command: ['node', '/app/insert.cjs'], // beside the server's node_modules, in a package of ES modules
        files: { '/app/insert.cjs': program.key('insert.js') },
        uses: [postgres],
      });
    }),
  );

  afterAll(() => dropNamespace(namespace));

  test('keeps every row that was committed, and never runs twice', async () => {
    for (let round = 0; round < 20; round++) await deleteAndWait();
    const numbers = await committed();
    const kept = new Set(await rows());
    const lost = numbers.filter((n) => !kept.has(n));
    expect({ lost, overlaps: overlaps() }).toEqual({ lost: [], overlaps: [] });
    expect(lives()).toHaveLength(21);
  });

  async function deleteAndWait(): Promise<void> {
    await followLogs();
    const before = (await pods(namespace, 'postgres')).at(-1);
    await kubectl('delete', '--namespace', namespace, before!, '--wait=false');
    await eventually('a successor', async () => (await pods(namespace, 'postgres')).at(-1) !== before);
    await followLogs();
    // A row that is committed before that may be the last of the pod that ends.
    await eventually('the end of its predecessor', async () => (await pods(namespace, 'postgres')).length === 1);
    await committedSince((await committed()).length);
  }

  /** Keeps what each pod prints: its log goes with it. */
  async function followLogs(): Promise<void> {
    for (const pod of await pods(namespace, 'postgres')) {
      if (logs.has(pod)) continue;
      const lines: string[] = [];
      logs.set(pod, lines);
      await eventually('a log', () => kubectl('logs', '--namespace', namespace, pod));
      spawn('kubectl', ['logs', '--follow', '--namespace', namespace, pod]).stdout.on('data', (text) =>
        lines.push(...String(text).split('\n')),
      );
    }
  }

  async function committed(): Promise<number[]> {
    const printed = await kubectl('logs', '--namespace', namespace, 'deployment/inserter');
    return [...printed.matchAll(/^committed (\d+)$/gm)].map(([, n]) => Number(n));
  }

  async function committedSince(count: number): Promise<void> {
    await eventually('more rows', async () => (await committed()).length > count + 5);
  }

  async function rows(): Promise<number[]> {
    const query = ['psql', '--username=postgres', '--tuples-only', '--no-align', '--command=SELECT n FROM numbers'];
    const [pod] = await pods(namespace, 'postgres');
    return (await kubectl('exec', '--namespace', namespace, pod, '--', ...query)).split('\n').map(Number);
  }

  /** From when to when each postmaster ran, by its own log: as process 1 it says when it starts and when it is done. */
  function lives(): [start: string, end: string][] {
    const time = (lines: string[], what: string) =>
      lines.findLast((line) => line.includes(`[1] LOG:  ${what}`))?.slice(0, 23);
    return [...logs.values()]
      .map((lines): [string, string] => [
        time(lines, 'starting PostgreSQL') ?? 'never',
        time(lines, 'database system is shut down') ?? 'now',
      ])
      .sort();
  }

  function overlaps(): string[] {
    const all = lives();
    return all.slice(1).flatMap(([start], index) => (start < all[index][1] ? [`${all[index][1]} after ${start}`] : []));
  }
});

describe.each(['postgres', 'redis'])('%s whose predecessor takes its time to end', (name) => {
  const programs: Record<string, string> = { postgres: 'postgres', redis: 'redis-server' };

  /** Process 1 of each pod that runs, while two of them do. */
  async function processes(namespace: string): Promise<string[]> {
    const [old] = await pods(namespace, name);
    await kubectl('delete', '--namespace', namespace, old, '--wait=false');
    return eventually('two pods that run', async () => {
      const both = await pods(namespace, name);
      return (
        both.length === 2 &&
        Promise.all(both.map((pod) => kubectl('exec', '--namespace', namespace, pod, '--', 'cat', '/proc/1/comm')))
      );
    }).then((found) => found.map((each) => each.trim()));
  }

  function declare(locked: boolean) {
    return (stack: WebStack) => {
      const database =
        name === 'postgres'
          ? new Postgres(stack, name, { password: Password.inline('throw-away') })
          : new Redis(stack, name, { storage: Storage.ofSize(Size.mebibytes(64)) });
      const container = '/spec/template/spec/containers/0';
      database.deployment.addJsonPatch(
        JsonPatch.add(`${container}/lifecycle`, { preStop: { exec: { command: ['sleep', '15'] } } }),
      );
      if (!locked) database.deployment.addJsonPatch(JsonPatch.remove(`${container}/command`));
    };
  }

  test.each([
    ['is waited for', true, ['sh', programs[name]]],
    ['would not be waited for without the lock', false, [programs[name], programs[name]]],
  ])('%s', async (_, locked, expected) => {
    const namespace = `webstack-test-${name}-${locked ? 'locked' : 'free'}`;
    await deploy(namespace, declare(locked));
    const first = await processes(namespace);
    expect(first.sort()).toEqual([...expected].sort());
    if (locked) {
      await eventually('the successor to run', async () => {
        const running = await pods(namespace, name);
        const comm = await kubectl('exec', '--namespace', namespace, running[0], '--', 'cat', '/proc/1/comm');
        return running.length === 1 && comm.trim() === programs[name];
      });
    }
    await dropNamespace(namespace);
  });
});
