import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import * as delays from '../src/back-off.js';
import { work } from '../src/work.js';

afterEach(() => vi.restoreAllMocks());

test('the back-off doubles up to 5 seconds, with a jitter of up to a half', () => {
  expect([0, 1, 2, 60].map((attempt) => delays.backOff(attempt, 1))).toEqual([100, 200, 400, 5_000]);
  expect(delays.backOff(2, 0)).toBe(200);
});

vi.mock(import('../src/back-off.js'), { spy: true });

test('a worker that terminates does not wait for its next attempt', async () => {
  vi.mocked(delays.backOff).mockReturnValue(3_600_000);
  const stop = new AbortController();
  const queue = { take: () => Promise.reject(new Error('connect ECONNREFUSED')), put: () => Promise.resolve() };
  const stopped = work(queue, { signal: stop.signal, beat: () => undefined, log: pino({ enabled: false }) });
  await vi.waitFor(() => expect(delays.backOff).toHaveBeenCalled());
  stop.abort();
  await stopped;
});
