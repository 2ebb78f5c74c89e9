// What is done to those who answer requests, while requests come.
import { isFull, row } from '../table';
import { EVERYTHING, noneFailed, repeatedly, replace, roll, underLoad } from './application';
import { rollCrash, rollWrongPassword } from './broken';
import { findCapacity } from './capacity';
import { drain } from './drain';
import { killServers } from './killed';
import { starve } from './memory';
import { soak } from './soak';

export function describeTraffic(): void {
  row('client and server are rolled out anew', 'no request fails', rollBoth);
  row('each pod of client and server is deleted in turn', 'no request fails', deleteEach);
  row('a server is killed', 'no request fails but to the API, and open at that moment', killServers);
  row('a wrong password is rolled out', 'new servers are never ready and say why; no request fails', rollWrongPassword);
  row('a program that crashes is rolled out', 'given up in time; no pod less is ready; no request fails', rollCrash);
  row('all pods are evicted, as by a drain', 'the evictions end; no request fails that needs no store', drain);
  row('a POST takes all memory of another server', 'its pod alone restarts; no request fails', starve);
  row('more and more requests come', '50 a second without a failure; no container is throttled', findCapacity);
  row('pods are deleted at random for half an hour', 'no request fails; no restart; no memory grows', soak, isFull);
}

async function rollBoth(): Promise<string> {
  let often = '';
  const fared = await underLoad(EVERYTHING, async (watch) => {
    often = await repeatedly(5, () => roll(watch, 'client', 'server'));
  });
  return `${often}: ${noneFailed(fared)}`;
}

async function deleteEach(): Promise<string> {
  let deleted = 0;
  const fared = await underLoad(EVERYTHING, async (watch) => {
    const inTurn = ['client', 'server'].map(async (component) => {
      const names = watch.of(component).map(({ name }) => name);
      for (const name of names) await replace(watch, component, name);
      deleted += names.length;
    });
    await Promise.all(inTurn);
  });
  return `${deleted} pods: ${noneFailed(fared)}`;
}
