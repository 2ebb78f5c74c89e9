import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { backOff } from './back-off.js';
import { describeError } from './describe-error.js';
import { fibonacci } from './fibonacci.js';

/** Supplies the indexes and stores the values. */
export interface Queue {
  /** Removes and returns the oldest element, or undefined if none arrives for a while. No other worker receives it. */
  take(): Promise<string | undefined>;
  /** Stores a value. Storing the same value again changes nothing. */
  put(index: number, value: number): Promise<void>;
}

export interface WorkOptions {
  readonly signal: AbortSignal;
  /** Called in each round, also while idle or without Redis. Only a stuck worker stops calling it. */
  readonly beat: () => void;
  readonly log: Logger;
}

/**
 * Processes the queue until the signal aborts, and finishes the current index. If Redis or the worker fails between `take`
 * and `put`, the server queues the index again.
 */
export async function work(queue: Queue, { signal, beat, log }: WorkOptions): Promise<void> {
  for (let failures = 0; !signal.aborted;) {
    beat();
    try {
      await processNext(queue, log);
      failures = 0;
    } catch (error) {
      log.warn({ reason: describeError(error) }, 'redis is unavailable');
      await sleep(backOff(failures++), undefined, { signal }).catch(() => undefined);
    }
  }
}

async function processNext(queue: Queue, log: Logger): Promise<void> {
  const element = await queue.take();
  if (element === undefined) return;
  const value = compute(element, log);
  if (value === undefined) return;
  await queue.put(Number(element), value);
  log.info({ index: Number(element), value }, 'computed');
}

/** Returns undefined if the element is not an index: it is dropped, because it would fail every time. */
function compute(element: string, log: Logger): number | undefined {
  try {
    return fibonacci(element.trim() === '' ? NaN : Number(element));
  } catch (error) {
    log.error({ reason: describeError(error) }, 'dropped');
    return undefined;
  }
}
