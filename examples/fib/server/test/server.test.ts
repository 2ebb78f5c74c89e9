// The whole server, with stores that refuse connections, or accept them and never answer.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createApp } from '../src/app.js';
import { readEnvironment, type Environment } from '../src/read-environment.js';
import { startServer, type Server } from '../src/server.js';
import { FakeIndexes, FakeValues, recordLog } from './fakes.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanups.splice(0).reverse()) await cleanUp();
});

async function listen(): Promise<TcpServer> {
  const server = createServer((socket: Socket) => void cleanups.push(() => socket.destroy())).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const getPort = (server: TcpServer): number => (server.address() as AddressInfo).port;

async function openHangingPort(): Promise<number> {
  const server = await listen();
  cleanups.push(() => server.close());
  return getPort(server);
}

async function findClosedPort(): Promise<number> {
  const server = await listen();
  const port = getPort(server);
  server.close();
  await once(server, 'close');
  return port;
}

function buildEnvironment(port: number): Environment {
  const [host, p] = ['127.0.0.1', `${port}`];
  const postgres = { PGHOST: host, PGPORT: p, PGUSER: 'fib', PGDATABASE: 'fib', PGPASSWORD: 'not-to-be-told' };
  return readEnvironment({ REDIS_HOST: host, REDIS_PORT: p, ...postgres });
}

async function start(port: number): Promise<{ server: Server; lines: string[] }> {
  const { log, lines } = recordLog();
  Object.assign(process.env, buildEnvironment(port));
  const server = await startServer(buildEnvironment(port), log, 0);
  cleanups.push(() => server.stop());
  return { server, lines };
}

test.each([
  ['refuse connections', findClosedPort],
  ['hang', openHangingPort],
])('if the stores %s, it is alive, not ready, answers in time, and logs no password', async (_, findPort) => {
  const { server, lines } = await start(await findPort());
  const begin = Date.now();
  const answers = await Promise.all(['/live', '/ready', '/values/all'].map((path) => fetch(server.address + path)));
  expect(answers.map(({ status }) => status)).toEqual([200, 503, 503]);
  expect(Date.now() - begin).toBeLessThan(2_000);
  await expect.poll(() => lines.join(''), { timeout: 10_000 }).toContain('postgres is unavailable');
  expect(lines.join('')).not.toContain('not-to-be-told');
});

test('if its port is taken, it closes its connections and fails, so that the process ends', async () => {
  const other = await start(await openHangingPort());
  const port = Number(new URL(other.server.address).port);
  const stores = await listen();
  cleanups.push(() => stores.close());
  const environment = buildEnvironment(getPort(stores));
  await expect(startServer(environment, recordLog().log, port)).rejects.toThrow('EADDRINUSE');
  const connections = () => new Promise((resolve) => stores.getConnections((_, count) => resolve(count)));
  await expect.poll(connections).toBe(0);
});

test.each([
  ['headers', 'GET /live HTTP/1.1\r\nHost: fib\r\n'],
  ['a body', 'POST /values HTTP/1.1\r\nHost: fib\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{'],
])('a client that does not finish %s is disconnected', async (_, beginning) => {
  const { log } = recordLog();
  const stores = { indexes: new FakeIndexes(), values: new FakeValues(), ready: Promise.resolve() };
  const app = createApp({ ...stores, log, requestTimeoutMs: 200 });
  cleanups.push(() => app.close());
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const socket = connect(Number(port), '127.0.0.1');
  let answer = '';
  socket.on('data', (text) => (answer += String(text))).write(beginning);
  await once(socket, 'close');
  expect(answer).toMatch(/^HTTP\/1.1 408 /);
});

test('an error names the missing variables, and no values', () => {
  const variables = { PGPASSWORD: 'not-to-be-told', REDIS_HOST: 'redis' };
  expect(() => readEnvironment(variables)).toThrow(
    'the environment lacks REDIS_PORT, PGHOST, PGPORT, PGUSER, PGDATABASE',
  );
});

test('an open request is answered before the server stops', async () => {
  const indexes = new FakeIndexes();
  let commit = (): void => undefined;
  const adding = new Promise<void>((resolve) => {
    indexes.add = () => new Promise((done) => ([commit] = [done, resolve()]));
  });
  const app = createApp({ indexes, values: new FakeValues(), ready: Promise.resolve(), log: recordLog().log });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const headers = { 'content-type': 'application/json' };
  const answer = fetch(`${address}/values`, { method: 'POST', body: '{"index":7}', headers });
  await adding;
  const closed = app.close();
  commit();
  expect((await answer).status).toBe(200);
  await closed;
  await expect(fetch(`${address}/live`)).rejects.toThrow('fetch failed');
});
