// All pods of a node are evicted while requests arrive. It is the only node, so it is not cordoned: pods restart on it.
import { eventually } from '../../cluster';
import { evict, EVICTION_REJECTED } from '../../evict';
import { COMPONENTS, namespace, noneFailed, REPLICAS, underLoad, WITHOUT_DATABASES } from './application';

/** Like `kubectl drain`: evicts all pods at once, and retries evictions that a budget refuses. */
export async function drain(): Promise<string> {
  let [seconds, evicted, refusals] = [NaN, 0, 0];
  const results = await underLoad(WITHOUT_DATABASES, async (watch) => {
    const fewest = ['client', 'server'].map((component) => watch.fewestReady(component));
    const names = watch.all().map(({ name }) => name);
    const begin = Date.now();
    const tries = await Promise.all(names.map(evictEventually));
    await watch.until('the end of the drain', () => watch.all().every(({ name }) => !names.includes(name)));
    seconds = (Date.now() - begin) / 1000;
    [evicted, refusals] = [names.length, tries.reduce((sum, each) => sum + each)];
    for (const count of fewest) expect(count()).toBeGreaterThanOrEqual(REPLICAS - 1);
    for (const [component, count] of Object.entries(COMPONENTS)) await watch.settled(component, count);
  });
  expect(refusals).toBeGreaterThan(0);
  return `${evicted} pods gone in ${seconds.toFixed(0)} s, ${refusals} refusals by budgets; ${noneFailed(results)}`;
}

/** Evicts a pod. Returns the number of refusals. */
async function evictEventually(name: string): Promise<number> {
  let refusals = 0;
  await eventually(
    `the eviction of ${name}`,
    async () => {
      try {
        await evict(namespace, name);
        return true;
      } catch (error) {
        if (!String(error).includes(EVICTION_REJECTED)) throw error;
        refusals += 1;
        return false;
      }
    },
    300,
  );
  return refusals;
}
