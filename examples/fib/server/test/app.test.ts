import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../src/app.js';
import { FakeIndexes, FakeValues, never, readableLog } from './fakes.js';

let indexes: FakeIndexes, values: FakeValues, lines: string[];
let ask: (request: InjectOptions | string) => Promise<LightMyRequestResponse>;

beforeEach(() => {
  const readable = readableLog();
  [indexes, values, lines] = [new FakeIndexes(), new FakeValues(), readable.lines];
  const app = createApp({ indexes, values, found: Promise.resolve(), log: readable.log });
  ask = (request) => app.inject(request);
});

const post = (payload: object | string, type = 'application/json'): InjectOptions => ({
  method: 'POST',
  url: '/values',
  payload,
  headers: { 'content-type': type },
});

test('GET /values/all: what was asked for, in that order', async () => {
  indexes.committed.push(7, 3);
  expect((await ask('/values/all?x=1')).json()).toEqual([7, 3]);
});

test('GET /values/current: the values by index', async () => {
  Object.assign(values.values, { 7: 13 });
  expect((await ask('/values/current')).json()).toEqual({ 7: 13 });
});

describe('POST /values', () => {
  test.each([0, 40])('commits %d, then queues it', async (index) => {
    const { statusCode, body } = await ask(post({ index }));
    expect({ statusCode, body }).toEqual({ statusCode: 200, body: JSON.stringify({ index }) });
    expect([indexes.committed, values.waiting]).toEqual([[index], [index]]);
  });

  test('queues nothing that is not committed', async () => {
    indexes.add = () => Promise.reject(new Error('no'));
    expect((await ask(post({ index: 7 }))).statusCode).toBe(503);
    expect(values.waiting).toEqual([]);
  });

  test('does not answer before Postgres has', async () => {
    let commit = (): void => undefined;
    indexes.add = () => new Promise((resolve) => (commit = resolve));
    let answered = false;
    const answer = ask(post({ index: 7 })).finally(() => (answered = true));
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
  ])('refuses %j', async (body, shown) => {
    const { statusCode, payload } = await ask(post(body));
    const error = `index is ${shown}; allowed is a whole number from 0 to 40`;
    expect({ statusCode, body: JSON.parse(payload) }).toEqual({ statusCode: 422, body: { error } });
    expect(indexes.committed).toEqual([]);
  });

  test.each<[string, InjectOptions, number]>([
    ['is no JSON', post('{'), 400],
    ['is something else', post('index=7', 'application/x-www-form-urlencoded'), 415],
    ['is too long', post({ index: 7, more: 'x'.repeat(2000) }), 413],
  ])('refuses a body that %s', async (_, request, status) => {
    const { statusCode, payload } = await ask(request);
    expect([statusCode, Object.keys(JSON.parse(payload))]).toEqual([status, ['error']]);
  });
});

describe('while a store is away', () => {
  const away = () => Promise.reject(new Error('connect ECONNREFUSED'));
  const cases: [string, string, InjectOptions][] = [
    ['postgres', 'GET /values/all', { url: '/values/all' }],
    ['redis', 'GET /values/current', { url: '/values/current' }],
    ['postgres', 'POST /values', post({ index: 7 })],
    ['redis', 'POST /values', post({ index: 7 })],
  ];

  function make(store: string, answer: <T>() => Promise<T>): void {
    if (store === 'postgres') Object.assign(indexes, { all: answer, add: answer });
    else Object.assign(values, { current: answer, queue: answer });
  }

  test.each(cases)('%s: %s answers 503 at once', async (store, _, request) => {
    make(store, away);
    const { statusCode, payload } = await ask(request);
    expect([statusCode, JSON.parse(payload)]).toEqual([503, { error: `${store} is away; try again in a moment` }]);
    expect(lines[0]).toContain('ECONNREFUSED');
  });

  test.each(cases)('%s without a word: %s answers 503 within 2 seconds', async (store, _, request) => {
    make(store, never);
    const start = Date.now();
    expect((await ask(request)).statusCode).toBe(503);
    expect(Date.now() - start).toBeLessThan(2_000);
  });

  test('it stays ready', async () => {
    make('postgres', away);
    make('redis', away);
    for (const url of ['/', '/live', '/ready']) expect((await ask(url)).statusCode).toBe(200);
  });
});

describe('until both stores were found', () => {
  let find: () => void;

  beforeEach(() => {
    const found = new Promise<void>((resolve) => (find = resolve));
    const app = createApp({ indexes, values, found, log: readableLog().log });
    ask = (request) => app.inject(request);
  });

  test('it is alive, not ready, and says so within 2 seconds', async () => {
    const start = Date.now();
    const asked = ['/', '/live', '/ready', '/values/all'].map(async (url) => (await ask(url)).statusCode);
    expect(await Promise.all(asked)).toEqual([200, 200, 503, 503]);
    expect(Date.now() - start).toBeLessThan(2_000);
    expect((await ask(post({ index: 7 }))).json()).toEqual({ error: 'the server is starting; try again in a moment' });
  });

  test('what is asked waits for them', async () => {
    indexes.committed.push(7);
    const answer = ask('/values/all');
    setTimeout(find, 100);
    expect((await answer).json()).toEqual([7]);
    expect((await ask('/ready')).statusCode).toBe(200);
  });
});

test('what is nowhere is said in JSON', async () => {
  const { statusCode, payload } = await ask('/a%20b');
  expect([statusCode, JSON.parse(payload)]).toEqual([404, { error: 'there is no GET /a%20b' }]);
});

test('the log has one line for a request, and none for a probe', async () => {
  await ask({ url: '/values/all?x=1', headers: { 'x-request-id': 'id-7' } });
  await ask({ url: '/ready', headers: { 'user-agent': 'kube-probe/1.34' } });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({ reqId: 'id-7', method: 'GET', path: '/values/all?x=1', status: 200 });
});
