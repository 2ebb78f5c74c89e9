// The server as a whole, with stores that refuse, or take a connection and say nothing.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createApp } from '../src/app.js';
import { environment, type Environment } from '../src/environment.js';
import { startServer, type Server } from '../src/server.js';
import { FakeIndexes, FakeValues, readableLog } from './fakes.js';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function listening(): Promise<TcpServer> {
  const server = createServer((socket: Socket) => void ends.push(() => socket.destroy())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const portOf = (server: TcpServer): number => (server.address() as AddressInfo).port;

async function silentPort(): Promise<number> {
  const server = await listening();
  ends.push(() => server.close());
  return portOf(server);
}

async function closedPort(): Promise<number> {
  const server = await listening();
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

function variables(port: number): Environment {
  const [host, p] = ['127.0.0.1', `${port}`];
  const postgres = { PGHOST: host, PGPORT: p, PGUSER: 'fib', PGDATABASE: 'fib', PGPASSWORD: 'not-to-be-told' };
  return environment({ REDIS_HOST: host, REDIS_PORT: p, ...postgres });
}

async function start(port: number): Promise<{ server: Server; lines: string[] }> {
  const { log, lines } = readableLog();
  Object.assign(process.env, variables(port));
  const server = await startServer(variables(port), log, 0);
  ends.push(() => server.stop());
  return { server, lines };
}

test.each([
  ['refuse', closedPort],
  ['say nothing', silentPort],
])('while the stores %s it lives, is not ready, answers in time, and tells no secret', async (_, port) => {
  const { server, lines } = await start(await port());
  const begin = Date.now();
  const answers = await Promise.all(['/live', '/ready', '/values/all'].map((path) => fetch(server.address + path)));
  expect(answers.map(({ status }) => status)).toEqual([200, 503, 503]);
  expect(Date.now() - begin).toBeLessThan(2_000);
  await expect.poll(() => lines.join(''), { timeout: 10_000 }).toContain('postgres is away');
  expect(lines.join('')).not.toContain('not-to-be-told');
});

test('what the environment lacks is named, and nothing else is', () => {
  const given = { PGPASSWORD: 'not-to-be-told', REDIS_HOST: 'redis' };
  expect(() => environment(given)).toThrow('the environment lacks REDIS_PORT, PGHOST, PGPORT, PGUSER, PGDATABASE');
});

test('a request that was begun is answered before the server ends', async () => {
  const indexes = new FakeIndexes();
  let commit = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    indexes.add = () => new Promise((done) => ([commit] = [done, resolve()]));
  });
  const app = createApp({ indexes, values: new FakeValues(), found: Promise.resolve(), log: readableLog().log });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const headers = { 'content-type': 'application/json' };
  const answer = fetch(`${address}/values`, { method: 'POST', body: '{"index":7}', headers });
  await asked;
  const closed = app.close();
  commit();
  expect((await answer).status).toBe(200);
  await closed;
  await expect(fetch(`${address}/live`)).rejects.toThrow('fetch failed');
});
