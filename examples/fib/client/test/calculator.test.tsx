import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { App } from '../src/app';
import { backOff } from '../src/back-off';

/** The server's answer to `METHOD path`: a body, or a Response with a status. No entry: the server does not answer. */
let answers: Record<string, unknown>;
const fetchFake = vi.fn(async (path: string, { method = 'GET' }: RequestInit = {}) => {
  const answer = answers[`${method} ${path}`];
  if (answer === undefined) throw new TypeError('Failed to fetch');
  return answer instanceof Response ? answer.clone() : Response.json(answer);
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', fetchFake);
  answers = { 'GET /api/values/all': [7, 3], 'GET /api/values/current': { 7: 13 } };
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  fetchFake.mockClear();
});

const rows = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map(({ textContent }) => textContent);
const advance = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const countPolls = () => fetchFake.mock.calls.filter(([path]) => path === '/api/values/all').length;
const status = () => screen.getByRole('status').textContent;
const field = () => screen.getByLabelText<HTMLInputElement>('Index');

async function open(): Promise<void> {
  render(<App path="/" />);
  await advance(0);
}

async function submit(index: string): Promise<void> {
  fireEvent.change(field(), { target: { value: index } });
  fireEvent.click(screen.getByRole('button', { name: 'Compute' }));
  await advance(0);
}

test('shows the submitted indexes, and values as they are computed', async () => {
  await open();
  expect(rows()).toEqual(['713', '3computing…']);
  answers['GET /api/values/current'] = { 7: 13, 3: 2 };
  await advance(1_000);
  expect(rows()).toEqual(['713', '32']);
});

test('shows F(0) as a value', async () => {
  answers = { 'GET /api/values/all': [0], 'GET /api/values/current': { 0: 0 } };
  await open();
  expect(rows()).toEqual(['00']);
});

test('shows a hint while there are no values', async () => {
  answers = { 'GET /api/values/all': [], 'GET /api/values/current': {} };
  await open();
  expect(screen.queryByRole('table')).toBeNull();
  expect(screen.getByRole('main').textContent).toContain('No values yet.');
});

describe('a submitted index', () => {
  beforeEach(async () => {
    await open();
    answers['POST /api/values'] = { index: 9 };
    answers['GET /api/values/all'] = [7, 3, 9];
    await submit('9');
  });

  test('is sent to the server, and listed immediately', () => {
    const [, init] = fetchFake.mock.calls.find(([, options]) => options?.method === 'POST')!;
    expect(init?.body).toBe('{"index":9}');
    expect(rows()).toContain('9computing…');
  });

  test('leaves the field empty and focused', () => {
    expect(field().value).toBe('');
    expect(document.activeElement).toBe(field());
  });

  test('is announced, and its value too', async () => {
    expect(status()).toBe('computing F(9)…');
    answers['GET /api/values/current'] = { 7: 13, 9: 34 };
    await advance(1_000);
    expect(status()).toBe('F(9) = 34');
  });
});

describe('an index', () => {
  test('that the server rejects stays in the field, with the error of the server', async () => {
    await open();
    const error = 'index is 41; allowed: a whole number from 0 to 40';
    answers['POST /api/values'] = Response.json({ error }, { status: 422 });
    await submit('41');
    expect(status()).toBe(error);
    expect([field().value, field().getAttribute('aria-invalid')]).toEqual(['41', 'true']);
  });

  test('that does not reach the server stays in the field, with the reason', async () => {
    await open();
    await submit('9');
    expect(status()).toBe('not submitted: the server is unavailable (no answer)');
    expect(field().value).toBe('9');
  });
});

describe('while the server is unavailable', () => {
  const page = new Response('<html>', { status: 502 });
  const store = Response.json({ error: 'redis is unavailable; try again in a moment' }, { status: 503 });

  test.each<[string, Response | undefined, string]>([
    ['it does not answer', undefined, 'no answer'],
    ['a proxy returns an error page', page, 'no answer'],
    ['it lacks a store', store, 'redis is unavailable; try again in a moment'],
  ])('because %s, the page says so and keeps the values', async (_, answer, reason) => {
    await open();
    answers['GET /api/values/current'] = answer;
    await advance(1_000);
    expect(screen.getByRole('alert').textContent).toContain(`The server is unavailable (${reason}).`);
    expect(rows()).toEqual(['713', '3computing…']);
  });

  test('the page polls less often, and recovers when the server is back', async () => {
    answers = {};
    await open();
    await advance(60_000);
    expect(countPolls()).toBeLessThan(16);
    expect(countPolls()).toBeGreaterThan(5);
    answers = { 'GET /api/values/all': [7], 'GET /api/values/current': { 7: 13 } };
    await advance(10_000);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(rows()).toEqual(['713']);
  });
});

test('the back-off doubles up to 10 seconds', () => {
  expect([0, 1, 2, 60].map((attempt) => backOff(attempt, 1))).toEqual([1_000, 2_000, 4_000, 10_000]);
});

test.each([
  ['/about', 'stores the index in Postgres'],
  ['/apix', 'There is no page /apix.'],
])('the page %s', (path, text) => {
  render(<App path={path} />);
  expect(screen.getByRole('main').textContent).toContain(text);
});

test.each([
  ['/', 'Calculator'],
  ['/index.html', 'Calculator'],
  ['/about', 'About'],
])('on %s the navigation marks %s as the current page', (path, name) => {
  render(<App path={path} />);
  expect(screen.getAllByRole('link', { current: 'page' }).map(({ textContent }) => textContent)).toEqual([name]);
});
