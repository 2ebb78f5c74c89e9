import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { backOff } from '../src/back-off.js';
import { Repeat } from '../src/repeat.js';

describe('the back-off', () => {
  test('doubles up to 5 seconds', () => {
    expect([0, 1, 2, 3, 6, 60].map((attempt) => backOff(attempt, 1))).toEqual([100, 200, 400, 800, 5000, 5000]);
  });

  test('leaves up to a half of it to chance', () => {
    expect([backOff(2, 0), backOff(2, 0.5)]).toEqual([200, 300]);
  });
});

describe('a thing that is repeated', () => {
  let failing = false;
  const act = vi.fn(async () => {
    if (failing) throw new Error('no');
  });
  const failed = vi.fn();
  let repeat: Repeat;
  let ended: Promise<void>;

  // Real time, since it is node's own timer that is waited for.
  function start(periodMs: number): void {
    repeat = new Repeat(act, { periodMs, failed });
    ended = repeat.run();
  }

  beforeEach(() => {
    vi.clearAllMocks();
    failing = false;
  });
  afterEach(async () => {
    repeat.stop();
    await ended;
  });

  const times = (count: number) => vi.waitFor(() => expect(act.mock.calls.length).toBeGreaterThanOrEqual(count), 5_000);

  test('is done at once, and after each period', async () => {
    const begin = Date.now();
    start(100);
    await times(3);
    expect(Date.now() - begin).toBeGreaterThanOrEqual(190);
    expect(failed).not.toHaveBeenCalled();
  });

  test('is done when woken, without the rest of the period', async () => {
    start(3_600_000);
    await times(1);
    repeat.wake();
    await times(2);
  });

  test('is tried again where it fails, and every failure is told', async () => {
    failing = true;
    start(3_600_000);
    await times(3);
    expect(failed.mock.calls.length).toBeGreaterThanOrEqual(2);
  });

  test('ends when it is stopped', async () => {
    start(3_600_000);
    await times(1);
    repeat.stop();
    await ended;
    expect(act).toHaveBeenCalledTimes(1);
  });
});
