import { pino } from 'pino';
import { beforeEach, describe, expect, test } from 'vitest';
import { work, type Queue } from '../src/work.js';

/** A queue in memory that stops the worker when it is empty. */
class FakeQueue implements Queue {
  readonly values: [number, number][] = [];
  failures = 0;

  constructor(
    private readonly stop: AbortController,
    readonly waiting: string[],
  ) {}

  take = async (): Promise<string | undefined> => {
    if (this.failures-- > 0) throw new Error('connect ECONNREFUSED');
    const element = this.waiting.shift();
    if (element === undefined) this.stop.abort();
    return element;
  };

  put = async (index: number, value: number): Promise<void> => {
    this.values.push([index, value]);
  };
}

let stop: AbortController, beats: number, lines: string[];
beforeEach(() => ([stop, beats, lines] = [new AbortController(), 0, []]));

function run(queue: Queue): Promise<void> {
  const log = pino({}, { write: (line) => lines.push(line) });
  return work(queue, { signal: stop.signal, beat: () => beats++, log });
}

test('every index in the queue gets its value', async () => {
  const queue = new FakeQueue(stop, ['10', '0', '10']);
  await run(queue);
  expect(queue.values).toEqual([
    [10, 55],
    [0, 0],
    [10, 55],
  ]);
});

test.each(['', 'x', '-1', '1.5', '79', 'NaN', '1e99'])('drops the element %j, and continues', async (invalid) => {
  const queue = new FakeQueue(stop, [invalid, '7']);
  await run(queue);
  expect(queue.values).toEqual([[7, 13]]);
  expect(lines[0]).toContain('dropped');
});

describe('while Redis is unavailable', () => {
  test('the worker retries, and continues when Redis is back', async () => {
    const queue = new FakeQueue(stop, ['7']);
    queue.failures = 3;
    await run(queue);
    expect(queue.values).toEqual([[7, 13]]);
    expect(lines.filter((line) => line.includes('redis is unavailable'))).toHaveLength(3);
  });

  test('the worker beats at every attempt', async () => {
    const queue = new FakeQueue(stop, []);
    queue.failures = 2;
    await run(queue);
    expect(beats).toBe(3);
  });
});

test('the current index is finished when the worker terminates', async () => {
  const queue = new FakeQueue(stop, ['7', '8']);
  const { take } = queue;
  queue.take = () => (stop.abort(), take());
  await run(queue);
  expect([queue.values, queue.waiting]).toEqual([[[7, 13]], ['8']]);
});
