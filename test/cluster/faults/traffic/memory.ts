// A request that allocates past the limit of its container, in a server of the test's own beside the application.
import { readFileSync } from 'node:fs';
import { ConfigMap, IngressNginxRoutes, Route, Server, type WebStack } from 'cdk8s-webstack';
import { render } from '../../../manifests';
import { applyAll, dropNamespace, eventually, freshNamespace, FrontDoor } from '../../cluster';
import { ask } from '../../http';
import type { Watch } from '../watch';
import { EVERYTHING, namespace, noneFailed, REPLICAS, underLoad, watching } from './application';

const host = 'hungry.example';
const beside = `${namespace}-hungry`;

function hungry(stack: WebStack): void {
  const data = { 'hungry.js': readFileSync(`${__dirname}/hungry.js`, 'utf8') };
  const program = new ConfigMap(stack, 'program', { data }).key('hungry.js');
  const server = new Server(stack, 'hungry', {
    ...{ image: 'node:22-slim', command: ['node', '/app/hungry.js'], files: { '/app/hungry.js': program } },
    ...{ env: { PORT: '5000' }, replicas: REPLICAS },
  });
  new IngressNginxRoutes(stack, 'routes', { hosts: [host], routes: [Route.prefix('/', server)] });
}

/** One pod of it is killed for its memory; says how the load of the others fared. */
export async function starve(): Promise<string> {
  await freshNamespace(beside);
  const door = await FrontDoor.open();
  try {
    await applyAll(render(hungry, { namespace: beside }));
    await eventually('the hungry one', async () => (await ask(door, { path: '/', host })).status === 200);
    return await watching(beside, async (those) => {
      await those.settled('hungry', REPLICAS);
      const fared = await underLoad(EVERYTHING, (watch) => killOne(door, those, watch));
      return `its pod alone restarted (OOMKilled); elsewhere ${noneFailed(fared)}`;
    });
  } finally {
    door.close();
    await dropNamespace(beside);
  }
}

async function killOne(door: FrontDoor, those: Watch, watch: Watch): Promise<void> {
  const lives = () => watch.all().map(({ life }) => life);
  const before = lives().sort();
  // A GET the controller would try again at the other pod. Nobody answers it.
  await ask(door, { path: '/allocate', host, body: '{}' }).catch(() => undefined);
  await those.until('a container that was killed', () => those.all().some(({ ended }) => ended));
  await those.settled('hungry', REPLICAS);
  const ends = those.all().map(({ restarts, ended }) => ({ restarts, ended }));
  expect(ends.filter(({ restarts }) => restarts > 0)).toEqual([{ restarts: 1, ended: 'OOMKilled' }]);
  expect(lives().sort()).toEqual(before);
}
