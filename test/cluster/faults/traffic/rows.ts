// The faults of clients and servers, injected while requests arrive.
import { isFull, row } from '../table';
import { EVERYTHING, noneFailed, repeatedly, replace, rollOut, underLoad } from './application';
import { rollCrash, rollWrongPassword } from './broken';
import { findCapacity } from './capacity';
import { drain } from './drain';
import { killServers } from './killed';
import { starve } from './memory';
import { soak } from './soak';

export function describeTraffic(): void {
  row('client and server are restarted by a rollout', 'no request fails', rollBoth);
  row('each pod of client and server is deleted in turn', 'no request fails', deleteEach);
  row('a server is killed', 'only requests to the API that are open at that moment can fail', killServers);
  row(
    'a wrong password is rolled out',
    'new servers never become ready and log why; no request fails',
    rollWrongPassword,
  );
  row(
    'a version that crashes is rolled out',
    'it fails at its deadline; no ready pod is lost; no request fails',
    rollCrash,
  );
  row('all pods are evicted, as by a drain', 'the evictions finish; requests without a database do not fail', drain);
  row('a POST exhausts the memory of another server', 'only its pod restarts; no request fails', starve);
  row('the request rate rises', '50 a second without a failure; no container is throttled', findCapacity);
  row('pods are deleted at random for half an hour', 'no request fails; no restart; no memory growth', soak, isFull);
}

async function rollBoth(): Promise<string> {
  let often = '';
  const results = await underLoad(EVERYTHING, async (watch) => {
    often = await repeatedly(5, () => rollOut(watch, 'client', 'server'));
  });
  return `${often}: ${noneFailed(results)}`;
}

async function deleteEach(): Promise<string> {
  let deleted = 0;
  const results = await underLoad(EVERYTHING, async (watch) => {
    const inTurn = ['client', 'server'].map(async (component) => {
      const names = watch.of(component).map(({ name }) => name);
      for (const name of names) await replace(watch, component, name);
      deleted += names.length;
    });
    await Promise.all(inTurn);
  });
  return `${deleted} pods: ${noneFailed(results)}`;
}
