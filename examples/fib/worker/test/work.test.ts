import { pino } from 'pino';
import { beforeEach, describe, expect, test } from 'vitest';
import { work, type Queue } from '../src/work.js';

/** A queue in memory, which ends the work when it is empty. */
class FakeQueue implements Queue {
  readonly values: [number, number][] = [];
  failures = 0;

  constructor(
    private readonly ending: AbortController,
    readonly waiting: string[],
  ) {}

  take = async (): Promise<string | undefined> => {
    if (this.failures-- > 0) throw new Error('connect ECONNREFUSED');
    const taken = this.waiting.shift();
    if (taken === undefined) this.ending.abort();
    return taken;
  };

  put = async (index: number, value: number): Promise<void> => {
    this.values.push([index, value]);
  };
}

let ending: AbortController, beats: number, lines: string[];
beforeEach(() => ([ending, beats, lines] = [new AbortController(), 0, []]));

function working(queue: Queue): Promise<void> {
  const log = pino({}, { write: (line) => lines.push(line) });
  return work(queue, { signal: ending.signal, beat: () => beats++, log });
}

test('everything in the queue gets its value', async () => {
  const queue = new FakeQueue(ending, ['10', '0', '10']);
  await working(queue);
  expect(queue.values).toEqual([
    [10, 55],
    [0, 0],
    [10, 55],
  ]);
});

test.each(['', 'x', '-1', '1.5', '79', 'NaN', '1e99'])(
  '%j in the queue is dropped, and keeps nobody waiting',
  async (junk) => {
    const queue = new FakeQueue(ending, [junk, '7']);
    await working(queue);
    expect(queue.values).toEqual([[7, 13]]);
    expect(lines[0]).toContain('dropped');
  },
);

describe('while Redis is away', () => {
  test('it tries again, and goes on when Redis is back', async () => {
    const queue = new FakeQueue(ending, ['7']);
    queue.failures = 3;
    await working(queue);
    expect(queue.values).toEqual([[7, 13]]);
    expect(lines.filter((line) => line.includes('no word from redis'))).toHaveLength(3);
  });

  test('it is not stuck: its heart beats at every attempt', async () => {
    const queue = new FakeQueue(ending, []);
    queue.failures = 2;
    await working(queue);
    expect(beats).toBe(3);
  });
});

test('what was begun when it was told to end is put where it belongs', async () => {
  const queue = new FakeQueue(ending, ['7', '8']);
  const { take } = queue;
  queue.take = () => (ending.abort(), take());
  await working(queue);
  expect([queue.values, queue.waiting]).toEqual([[[7, 13]], ['8']]);
});
