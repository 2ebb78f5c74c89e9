// The compiled programs, without Redis.
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

test('the health command succeeds unless the worker is stuck, and SIGTERM stops the worker', async () => {
  expect([health().status, health().stderr]).toEqual([1, 'the worker has not started\n']);
  const worker = spawn('node', ['build/main.js'], { env: environment });
  await expect.poll(() => health().status, { timeout: 10_000 }).toBe(0);

  worker.kill('SIGSTOP'); // It is stuck, as in an endless loop. An old beat stands for half a minute of waiting.
  const longAgo = new Date(Date.now() - 60_000);
  const age = () => utimesSync(path.join(folder, 'fib-worker.heartbeat'), longAgo, longAgo);
  await expect.poll(() => (age(), health().stderr), { timeout: 10_000 }).toContain('has made no progress since');
  expect(health().status).toBe(1);

  worker.kill('SIGCONT');
  await expect.poll(() => health().status, { timeout: 10_000 }).toBe(0);
  worker.kill('SIGTERM');
  expect(await once(worker, 'exit')).toEqual([0, null]);
});

test('the worker does not start without the address of Redis', () => {
  const { status, stdout } = spawnSync('node', ['build/main.js'], {
    env: { PATH: process.env.PATH },
    encoding: 'utf8',
  });
  expect([status, JSON.parse(stdout)]).toEqual([
    1,
    expect.objectContaining({ reason: 'the environment lacks REDIS_HOST or REDIS_PORT' }),
  ]);
});
