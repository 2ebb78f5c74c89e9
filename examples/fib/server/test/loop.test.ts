import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { backOff } from '../src/back-off.js';
import { Loop } from '../src/loop.js';

describe('the back-off', () => {
  test('doubles up to 5 seconds', () => {
    expect([0, 1, 2, 3, 6, 60].map((attempt) => backOff(attempt, 1))).toEqual([100, 200, 400, 800, 5000, 5000]);
  });

  test('has a jitter of up to a half', () => {
    expect([backOff(2, 0), backOff(2, 0.5)]).toEqual([200, 300]);
  });
});

describe('a loop', () => {
  let failing = false;
  const action = vi.fn(async () => {
    if (failing) throw new Error('no');
  });
  const onError = vi.fn();
  let loop: Loop;
  let stopped: Promise<void>;

  // In real time: fake timers do not replace node:timers/promises.
  function start(periodMs: number): void {
    loop = new Loop(action, { periodMs, onError });
    stopped = loop.run();
  }

  beforeEach(() => {
    vi.clearAllMocks();
    failing = false;
  });
  afterEach(async () => {
    loop.stop();
    await stopped;
  });

  const waitForRuns = (count: number) =>
    vi.waitFor(() => expect(action.mock.calls.length).toBeGreaterThanOrEqual(count), 5_000);

  test('runs immediately, and after each period', async () => {
    const begin = Date.now();
    start(100);
    await waitForRuns(3);
    expect(Date.now() - begin).toBeGreaterThanOrEqual(190);
    expect(onError).not.toHaveBeenCalled();
  });

  test('runs when woken, before the period ends', async () => {
    start(3_600_000);
    await waitForRuns(1);
    loop.wake();
    await waitForRuns(2);
  });

  test('retries after a failure, and reports each failure', async () => {
    failing = true;
    start(3_600_000);
    await waitForRuns(3);
    expect(onError.mock.calls.length).toBeGreaterThanOrEqual(2);
  });

  test('ends when it is stopped', async () => {
    start(3_600_000);
    await waitForRuns(1);
    loop.stop();
    await stopped;
    expect(action).toHaveBeenCalledTimes(1);
  });
});
