// A request makes a server exceed its memory limit. The server belongs to the test, beside the application.
import { readFileSync } from 'node:fs';
import { ConfigMap, IngressNginxRoutes, Route, Server, type WebStack } from 'cdk8s-webstack';
import { render } from '../../../manifests';
import { applyAll, deleteNamespace, eventually, IngressForward, recreateNamespace } from '../../cluster';
import { sendRequest } from '../../http';
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

/** Exhausts the memory of one of its pods. Returns the results of the application's load. */
export async function starve(): Promise<string> {
  await recreateNamespace(beside);
  const ingress = await IngressForward.open();
  try {
    await applyAll(render(hungry, { namespace: beside }));
    await eventually('the hungry server', async () => (await sendRequest(ingress, { path: '/', host })).status === 200);
    return await watching(beside, async (watchBeside) => {
      await watchBeside.settled('hungry', REPLICAS);
      const results = await underLoad(EVERYTHING, (watch) => exhaustOne(ingress, watchBeside, watch));
      return `only its pod restarted (OOMKilled); elsewhere ${noneFailed(results)}`;
    });
  } finally {
    ingress.close();
    await deleteNamespace(beside);
  }
}

async function exhaustOne(ingress: IngressForward, watchBeside: Watch, watch: Watch): Promise<void> {
  const runs = () => watch.all().map(({ run }) => run);
  const before = runs().sort();
  // The controller would retry a GET at the other pod. This POST is never answered.
  await sendRequest(ingress, { path: '/allocate', host, body: '{}' }).catch(() => undefined);
  await watchBeside.until('a killed container', () => watchBeside.all().some((pod) => pod.terminationReason));
  await watchBeside.settled('hungry', REPLICAS);
  const ends = watchBeside.all().map(({ restarts, terminationReason }) => ({ restarts, terminationReason }));
  expect(ends.filter(({ restarts }) => restarts > 0)).toEqual([{ restarts: 1, terminationReason: 'OOMKilled' }]);
  expect(runs().sort()).toEqual(before);
}
