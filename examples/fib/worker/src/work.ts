import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { backOff } from './back-off.js';
import { fibonacci } from './fibonacci.js';
import { reasonOf } from './reason.js';

/** Where the work comes from and the values go. */
export interface Queue {
  /** What was queued first; undefined when nothing comes for a while. Nobody else gets it. */
  take(): Promise<string | undefined>;
  /** A value that is there already is replaced by the same one. */
  put(index: number, value: number): Promise<void>;
}

export interface WorkOptions {
  readonly signal: AbortSignal;
  /** Called on each round: at work, idle or without Redis. Only a worker that is stuck stops calling it. */
  readonly beat: () => void;
  readonly log: Logger;
}

/**
 * Works until the signal says to end, and what was begun to its end. What was taken and got no value, because Redis or
 * the worker went away in between, the server queues again.
 */
export async function work(queue: Queue, { signal, beat, log }: WorkOptions): Promise<void> {
  for (let failures = 0; !signal.aborted;) {
    beat();
    try {
      await round(queue, log);
      failures = 0;
    } catch (error) {
      log.warn({ reason: reasonOf(error) }, 'no word from redis');
      await sleep(backOff(failures++), undefined, { signal }).catch(() => undefined);
    }
  }
}

async function round(queue: Queue, log: Logger): Promise<void> {
  const taken = await queue.take();
  if (taken === undefined) return;
  const value = valueOf(taken, log);
  if (value === undefined) return;
  await queue.put(Number(taken), value);
  log.info({ index: Number(taken), value }, 'computed');
}

/** Undefined for what is no index: it would fail again each time, and keep the worker from all others. */
function valueOf(taken: string, log: Logger): number | undefined {
  try {
    return fibonacci(taken.trim() === '' ? NaN : Number(taken));
  } catch (error) {
    log.error({ reason: reasonOf(error) }, 'dropped');
    return undefined;
  }
}
