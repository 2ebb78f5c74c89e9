// Redis may have lost the queue, the values or both, and a worker may have ended between taking an index and saying its
// value. Nobody needs to know which: what was asked for and has no value is queued again.
import { within, type Indexes, type Values } from './stores.js';

/** Queues what was asked for, has no value, and is not queued. An index that is worked just now may be worked twice. */
export async function requeue(indexes: Indexes, values: Values, patienceMs: number): Promise<number[]> {
  const signal = AbortSignal.timeout(patienceMs);
  const asked = await within(signal, 'postgres', indexes.all());
  const current = await within(signal, 'redis', values.current());
  const queued = new Set(await within(signal, 'redis', values.queued()));
  const missing = asked.filter((index) => !(index in current) && !queued.has(index));
  if (missing.length > 0) await within(signal, 'redis', values.queue(missing));
  return missing;
}
