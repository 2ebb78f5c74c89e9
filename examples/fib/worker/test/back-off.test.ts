import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import * as pauses from '../src/back-off.js';
import { work } from '../src/work.js';

afterEach(() => vi.restoreAllMocks());

test('the back-off doubles up to 5 seconds, a half of it by chance', () => {
  expect([0, 1, 2, 60].map((attempt) => pauses.backOff(attempt, 1))).toEqual([100, 200, 400, 5_000]);
  expect(pauses.backOff(2, 0)).toBe(200);
});

vi.mock(import('../src/back-off.js'), { spy: true });

test('a worker that is told to end does not wait for its next attempt', async () => {
  vi.mocked(pauses.backOff).mockReturnValue(3_600_000);
  const ending = new AbortController();
  const queue = { take: () => Promise.reject(new Error('away')), put: () => Promise.resolve() };
  const ended = work(queue, { signal: ending.signal, beat: () => undefined, log: pino({ enabled: false }) });
  await vi.waitFor(() => expect(pauses.backOff).toHaveBeenCalled());
  ending.abort();
  await ended;
});
