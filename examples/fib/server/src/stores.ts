// What the server asks of its two stores. Postgres knows which indexes were asked for, and is the truth. Redis has the
// queue that the workers take from and the values that they found, and may lose all of it at any time.

/** The indexes that somebody has asked for. */
export interface Indexes {
  /** In the order in which they were asked for. */
  all(): Promise<number[]>;
  /** Resolves when the index is committed; one that is there already stays as it is. */
  add(index: number): Promise<void>;
}

/** The values of indexes, as far as they are computed, and the queue of those that are to be. */
export interface Values {
  current(): Promise<Record<string, number>>;
  queued(): Promise<number[]>;
  queue(indexes: number[]): Promise<void>;
}

/** A store did not answer, or not in time. What it said instead is the cause, and is for the log alone. */
export class StoreAway extends Error {
  constructor(
    readonly store: string,
    cause: unknown,
  ) {
    super(`${store} is away`, { cause });
  }
}

/** The answer of a store, unless it fails or the signal comes first. */
export async function within<T>(signal: AbortSignal, store: string, answer: Promise<T>): Promise<T> {
  try {
    return await inTime(signal, answer);
  } catch (error) {
    throw new StoreAway(store, error);
  }
}

/** What a promise gives, unless the signal comes first. */
export function inTime<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const tooLate = new Promise<never>((_, reject) => {
    const late = (): void => reject(new Error('no answer in time'));
    if (signal.aborted) late();
    else signal.addEventListener('abort', late, { once: true });
  });
  return Promise.race([promise, tooLate]);
}
