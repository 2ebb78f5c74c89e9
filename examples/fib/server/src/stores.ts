// The interfaces of the two stores. Postgres holds the submitted indexes and is the source of truth. Redis holds
// the queue for the workers and the computed values, and may lose all of them at any time.

/** The submitted indexes. */
export interface Indexes {
  /** In the order of submission. */
  all(): Promise<number[]>;
  /** Resolves when the index is committed. An index that already exists does not change. */
  add(index: number): Promise<void>;
}

/** The values that are computed so far, and the queue of indexes to compute. */
export interface Values {
  current(): Promise<Record<string, number>>;
  queued(): Promise<number[]>;
  queue(indexes: number[]): Promise<void>;
}

/** A store failed or did not answer in time. The cause is for the log only. */
export class StoreUnavailable extends Error {
  constructor(
    readonly store: string,
    cause: unknown,
  ) {
    super(`${store} is unavailable`, { cause });
  }
}

/** Returns the answer of a store. @throws {StoreUnavailable} if the query fails, or if the signal aborts first */
export async function queryStore<T>(signal: AbortSignal, store: string, answer: Promise<T>): Promise<T> {
  try {
    return await settleBefore(signal, answer);
  } catch (error) {
    throw new StoreUnavailable(store, error);
  }
}

/** Settles as the promise does, or rejects if the signal aborts first. */
export function settleBefore<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const timeout = new Promise<never>((_, reject) => {
    const abort = (): void => reject(new Error('no answer in time'));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  return Promise.race([promise, timeout]);
}
