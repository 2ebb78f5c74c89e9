// The programs as they are built, without a Redis.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string, environment: NodeJS.ProcessEnv;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'worker-'));
  environment = { PATH: process.env.PATH, TMPDIR: folder, REDIS_HOST: '127.0.0.1', REDIS_PORT: '1' };
  expect(spawnSync('npx', ['tsc', '--project', 'tsconfig.build.json']).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true }));

const health = () => spawnSync('node', ['build/health.js'], { env: environment, encoding: 'utf8' });

test('the health command succeeds while the worker moves, fails when it is stuck; SIGTERM ends it', async () => {
  expect([health().status, health().stderr]).toEqual([1, 'the worker has not begun\n']);
  const worker = spawn('node', ['build/main.js'], { env: environment });
  await expect.poll(() => health().status, { timeout: 10_000 }).toBe(0);

  worker.kill('SIGSTOP'); // It is stuck, as in a loop without end; the clock is what we put forward.
  const longAgo = new Date(Date.now() - 60_000);
  const age = () => utimesSync(path.join(folder, 'fib-worker.heartbeat'), longAgo, longAgo);
  await expect.poll(() => (age(), health().stderr), { timeout: 10_000 }).toContain('has not moved since');
  expect(health().status).toBe(1);

  worker.kill('SIGCONT');
  await expect.poll(() => health().status, { timeout: 10_000 }).toBe(0);
  worker.kill('SIGTERM');
  expect(await once(worker, 'exit')).toEqual([0, null]);
});

test('it does not start without knowing where Redis is', () => {
  const { status, stdout } = spawnSync('node', ['build/main.js'], {
    env: { PATH: process.env.PATH },
    encoding: 'utf8',
  });
  expect([status, JSON.parse(stdout)]).toEqual([
    1,
    expect.objectContaining({ reason: 'the environment lacks REDIS_HOST or REDIS_PORT' }),
  ]);
});
