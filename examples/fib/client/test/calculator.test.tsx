import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { App } from '../src/app';
import { backOff } from '../src/back-off';

/** What the server says to `METHOD path`: a body, or a status and a body. */
let answers: Record<string, unknown>;
const fetched = vi.fn(async (path: string, { method = 'GET' }: RequestInit = {}) => {
  const answer = answers[`${method} ${path}`];
  if (answer === undefined) throw new TypeError('Failed to fetch');
  return answer instanceof Response ? answer.clone() : Response.json(answer);
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', fetched);
  answers = { 'GET /api/values/all': [7, 3], 'GET /api/values/current': { 7: 13 } };
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
  fetched.mockClear();
});

const rows = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map(({ textContent }) => textContent);
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const polls = () => fetched.mock.calls.filter(([path]) => path === '/api/values/all').length;

async function open(): Promise<void> {
  render(<App path="/" />);
  await pass(0);
}

async function send(index: string): Promise<void> {
  fireEvent.change(screen.getByLabelText('Index'), { target: { value: index } });
  fireEvent.click(screen.getByRole('button', { name: 'Compute' }));
  await pass(0);
}

test('shows what was asked for, and values as they are computed', async () => {
  await open();
  expect(rows()).toEqual(['713', '3being computed …']);
  answers['GET /api/values/current'] = { 7: 13, 3: 2 };
  await pass(1_000);
  expect(rows()).toEqual(['713', '32']);
});

test('F(0) is a value', async () => {
  answers = { 'GET /api/values/all': [0], 'GET /api/values/current': { 0: 0 } };
  await open();
  expect(rows()).toEqual(['00']);
});

describe('an index', () => {
  test('is sent, and shown at once', async () => {
    await open();
    answers['POST /api/values'] = { index: 9 };
    answers['GET /api/values/all'] = [7, 3, 9];
    await send('9');
    const [, init] = fetched.mock.calls.find(([, given]) => given?.method === 'POST')!;
    expect(init?.body).toBe('{"index":9}');
    expect(rows()).toContain('9being computed …');
    expect(screen.getByLabelText<HTMLInputElement>('Index').value).toBe('');
  });

  test('that the server refuses stays in the field, beside what the server says', async () => {
    await open();
    const error = 'index is 41; allowed is a whole number from 0 to 40';
    answers['POST /api/values'] = Response.json({ error }, { status: 422 });
    await send('41');
    expect(screen.getByRole('status').textContent).toBe(error);
    expect(screen.getByLabelText<HTMLInputElement>('Index').value).toBe('41');
  });

  test('that could not be sent is not taken for sent', async () => {
    await open();
    await send('9');
    expect(screen.getByRole('status').textContent).toBe('not taken: the server is away (it does not answer)');
  });
});

describe('while the server is away', () => {
  const page = new Response('<html>', { status: 502 });
  const store = Response.json({ error: 'redis is away; try again in a moment' }, { status: 503 });

  test.each<[string, Response | undefined, string]>([
    ['is silent', undefined, 'it does not answer'],
    ['hides behind an error page', page, 'it does not answer'],
    ['has no store', store, 'redis is away; try again in a moment'],
  ])('because it %s, the page says so and keeps the values', async (_, answer, reason) => {
    await open();
    answers['GET /api/values/current'] = answer;
    await pass(1_000);
    expect(screen.getByRole('alert').textContent).toContain(`The server is away (${reason})`);
    expect(rows()).toEqual(['713', '3being computed …']);
  });

  test('it is asked less and less often, and believed when it is back', async () => {
    answers = {};
    await open();
    await pass(60_000);
    expect(polls()).toBeLessThan(16);
    expect(polls()).toBeGreaterThan(5);
    answers = { 'GET /api/values/all': [7], 'GET /api/values/current': { 7: 13 } };
    await pass(10_000);
    expect(screen.queryByRole('alert')).toBeNull();
    expect(rows()).toEqual(['713']);
  });
});

test('the back-off doubles up to 10 seconds', () => {
  expect([0, 1, 2, 60].map((attempt) => backOff(attempt, 1))).toEqual([1_000, 2_000, 4_000, 10_000]);
});

test.each([
  ['/about', 'remembers in Postgres'],
  ['/apix', 'There is no page /apix.'],
])('the page %s', (path, text) => {
  render(<App path={path} />);
  expect(screen.getByRole('main').textContent).toContain(text);
});
