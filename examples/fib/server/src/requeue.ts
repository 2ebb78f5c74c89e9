// Redis can lose the queue, the values or both, and a worker can die between taking an index and storing its value. In each
// case the server queues the indexes without a value again.
import { queryStore, type Indexes, type Values } from './stores.js';

/** Queues the indexes that have no value and are not queued. A worker may compute the same index twice. */
export async function requeue(indexes: Indexes, values: Values, timeoutMs: number): Promise<number[]> {
  const signal = AbortSignal.timeout(timeoutMs);
  const all = await queryStore(signal, 'postgres', indexes.all());
  const current = await queryStore(signal, 'redis', values.current());
  const queued = new Set(await queryStore(signal, 'redis', values.queued()));
  const missing = all.filter((index) => !(index in current) && !queued.has(index));
  if (missing.length > 0) await queryStore(signal, 'redis', values.queue(missing));
  return missing;
}
