import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../src/app.js';
import { FakeIndexes, FakeValues, hang, recordLog } from './fakes.js';

let indexes: FakeIndexes, values: FakeValues, lines: string[];
let send: (request: InjectOptions | string) => Promise<LightMyRequestResponse>;

beforeEach(() => {
  const recorded = recordLog();
  [indexes, values, lines] = [new FakeIndexes(), new FakeValues(), recorded.lines];
  const app = createApp({ indexes, values, ready: Promise.resolve(), log: recorded.log });
  send = (request) => app.inject(request);
});

const post = (payload: object | string, type = 'application/json'): InjectOptions => ({
  method: 'POST',
  url: '/values',
  payload,
  headers: { 'content-type': type },
});

test('GET /values/all returns the indexes in the order of submission', async () => {
  indexes.committed.push(7, 3);
  expect((await send('/values/all?x=1')).json()).toEqual([7, 3]);
});

test('GET /values/current returns the values by index', async () => {
  Object.assign(values.values, { 7: 13 });
  expect((await send('/values/current')).json()).toEqual({ 7: 13 });
});

describe('POST /values', () => {
  test.each([0, 40])('commits %d, and then queues it', async (index) => {
    const { statusCode, body } = await send(post({ index }));
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: JSON.stringify({ index }) });
    expect([indexes.committed, values.waiting]).toEqual([[index], [index]]);
  });

  test('queues no index that is not committed', async () => {
    indexes.add = () => Promise.reject(new Error('no'));
    expect((await send(post({ index: 7 }))).statusCode).toBe(503);
    expect(values.waiting).toEqual([]);
  });

  test('answers only after Postgres has committed', async () => {
    let commit = (): void => undefined;
    indexes.add = () => new Promise((resolve) => (commit = resolve));
    let answered = false;
    const answer = send(post({ index: 7 })).finally(() => (answered = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(answered).toBe(false);
    commit();
    expect((await answer).statusCode).toBe(200);
  });

  test.each<[object | string, string]>([
    [{ index: 41 }, '41'],
    [{ index: -1 }, '-1'],
    [{ index: 1.5 }, '1.5'],
    [{ index: '7' }, '"7"'],
    [{ index: null }, 'null'],
    [{}, 'missing'],
    ['[7]', 'missing'],
    [{ index: 'x'.repeat(99) }, `"${'x'.repeat(39)}`],
  ])('rejects %j', async (body, described) => {
    const { statusCode, payload } = await send(post(body));
    const error = `index is ${described}; allowed: a whole number from 0 to 40`;
    expect({ statusCode, body: JSON.parse(payload) }).toEqual({ statusCode: 422, body: { error } });
    expect(indexes.committed).toEqual([]);
  });

  test.each<[string, InjectOptions, number]>([
    ['is not JSON', post('{'), 400],
    ['has another content type', post('index=7', 'application/x-www-form-urlencoded'), 415],
    ['is too long', post({ index: 7, more: 'x'.repeat(2000) }), 413],
  ])('rejects a body that %s', async (_, request, status) => {
    const { statusCode, payload } = await send(request);
    expect([statusCode, Object.keys(JSON.parse(payload))]).toEqual([status, ['error']]);
  });
});

describe('while a store is unavailable', () => {
  const refuse = () => Promise.reject(new Error('connect ECONNREFUSED'));
  const cases: [string, string, InjectOptions][] = [
    ['postgres', 'GET /values/all', { url: '/values/all' }],
    ['redis', 'GET /values/current', { url: '/values/current' }],
    ['postgres', 'POST /values', post({ index: 7 })],
    ['redis', 'POST /values', post({ index: 7 })],
  ];

  function replace(store: string, answer: <T>() => Promise<T>): void {
    if (store === 'postgres') Object.assign(indexes, { all: answer, add: answer });
    else Object.assign(values, { current: answer, queue: answer });
  }

  test.each(cases)('%s: %s answers 503 immediately', async (store, _, request) => {
    replace(store, refuse);
    const { statusCode, payload } = await send(request);
    expect([statusCode, JSON.parse(payload)]).toEqual([
      503,
      { error: `${store} is unavailable; try again in a moment` },
    ]);
    expect(lines[0]).toContain('ECONNREFUSED');
  });

  test.each(cases)('%s hangs: %s answers 503 within 2 seconds', async (store, _, request) => {
    replace(store, hang);
    const start = Date.now();
    expect((await send(request)).statusCode).toBe(503);
    expect(Date.now() - start).toBeLessThan(2_000);
  });

  test('the server stays ready', async () => {
    replace('postgres', refuse);
    replace('redis', refuse);
    for (const url of ['/', '/live', '/ready']) expect((await send(url)).statusCode).toBe(200);
  });
});

describe('before the server has reached both stores', () => {
  let becomeReady: () => void;

  beforeEach(() => {
    const ready = new Promise<void>((resolve) => (becomeReady = resolve));
    const app = createApp({ indexes, values, ready, log: recordLog().log });
    send = (request) => app.inject(request);
  });

  test('it is alive but not ready, and answers 503 within 2 seconds', async () => {
    const start = Date.now();
    const statuses = ['/', '/live', '/ready', '/values/all'].map(async (url) => (await send(url)).statusCode);
    expect(await Promise.all(statuses)).toEqual([200, 200, 503, 503]);
    expect(Date.now() - start).toBeLessThan(2_000);
    expect((await send(post({ index: 7 }))).json()).toEqual({ error: 'the server is starting; try again in a moment' });
  });

  test('a request waits for them', async () => {
    indexes.committed.push(7);
    const answer = send('/values/all');
    setTimeout(becomeReady, 100);
    expect((await answer).json()).toEqual([7]);
    expect((await send('/ready')).statusCode).toBe(200);
  });
});

test('a path without a route answers 404 in JSON', async () => {
  const { statusCode, payload } = await send('/a%20b');
  expect([statusCode, JSON.parse(payload)]).toEqual([404, { error: 'there is no GET /a%20b' }]);
});

test('logs one line for a request, without its query, and none for a probe', async () => {
  await send({ url: '/values/all?token=secret', headers: { 'x-request-id': 'id-7' } });
  await send({ url: '/nowhere?token=secret' });
  await send({ url: '/ready?x=1', headers: { 'user-agent': 'kube-probe/1.34' } });
  expect(lines).toHaveLength(2);
  expect(JSON.parse(lines[0]!)).toMatchObject({ reqId: 'id-7', method: 'GET', path: '/values/all', status: 200 });
  expect(lines.join('')).not.toContain('secret');
});

test.each([
  ['cuts a long id of a request', 'x'.repeat(10_000), /^x{64}$/],
  ['sets an id if a request has none', '', /^[0-9a-f-]{36}$/],
])('%s', async (_, id, logged) => {
  await send({ url: '/values/all', headers: { 'x-request-id': id } });
  expect(JSON.parse(lines[0]!).reqId).toMatch(logged);
});

test.each(['/', '/values/all', '/nowhere', '/%zz'])('tells browsers not to guess the type of GET %s', async (url) => {
  const { headers } = await send(url);
  expect(headers['x-content-type-options']).toBe('nosniff');
});
