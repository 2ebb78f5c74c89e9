// The application under fire, and what is sent to it meanwhile.
import type { WebStack } from 'cdk8s-webstack';
import { render, type Manifests } from '../../../manifests';
import { applyAll, available, dropNamespace, eventually, freshNamespace, FrontDoor, kubectl } from '../../cluster';
import { ask } from '../../http';
import { reference } from '../../reference-stack';
import { isFull } from '../table';
import { Watch } from '../watch';
import { Load, percentile, type Fared, type Target } from './load';

export const namespace = 'webstack-test-traffic';
/** Where the load is: no policy of ours is there, and no Pod Security. */
export const outside = `${namespace}-load`;
export const host = 'traffic.example';
export const PASSWORD = 'throw-away-7f3a';

/** How many clients, and how many servers. */
export const REPLICAS = 2;
export const COMPONENTS = { client: REPLICAS, server: REPLICAS, worker: 1, redis: 1, postgres: 1 };

/** More than the 50 a second that are promised. */
const RATE = 60;

const PAGE: Target = { path: '/' };
const LIVE: Target = { path: '/api/live' };
const CURRENT: Target = { path: '/api/values/current' };
/** The controller tries a GET again at another pod, but never a POST that it has begun to send. */
const POST: Target = { path: '/api/values', body: '{"index": 7}' };

export const EVERYTHING = [PAGE, CURRENT, PAGE, LIVE, PAGE, POST];
/** What needs neither Redis nor Postgres. */
export const WITHOUT_STORES = [PAGE, LIVE];

export function manifests(change: (stack: WebStack) => void = () => {}): Manifests {
  return render(
    (stack) => {
      reference(stack, { hosts: [host], replicas: REPLICAS });
      change(stack);
    },
    { namespace },
  );
}

export async function deploy(): Promise<void> {
  await Promise.all([freshNamespace(namespace), freshNamespace(outside)]);
  const secret = ['secret', 'generic', 'pgpassword', '--from-literal', `PGPASSWORD=${PASSWORD}`];
  await kubectl('create', '--namespace', namespace, ...secret);
  await applyAll(manifests());
  await available(namespace);
  const door = await FrontDoor.open();
  for (const { path } of EVERYTHING) {
    await eventually(path, async () => (await ask(door, { path, host })).status < 500);
  }
  door.close();
}

export async function takeAway(): Promise<void> {
  await Promise.all([dropNamespace(namespace), dropNamespace(outside)]);
}

/** Does something with a watch on a namespace. */
export async function watching<T>(watched: string, act: (watch: Watch) => Promise<T>): Promise<T> {
  const watch = await Watch.start(watched);
  return act(watch).finally(() => watch.stop());
}

/** The application as it is declared, whatever another row has left of it. */
export async function whole(watch: Watch): Promise<void> {
  await applyAll(manifests());
  await Promise.all(Object.entries(COMPONENTS).map(([component, count]) => watch.settled(component, count)));
}

/** Does something to the application while requests come; all that were sent have ended when it is done. */
export async function underLoad(targets: Target[], act: (watch: Watch, load: Load) => Promise<void>): Promise<Fared> {
  return watching(namespace, async (watch) => {
    await whole(watch);
    return Load.during(outside, { host, rate: RATE, targets }, async (load) => {
      await act(watch, load);
      return load.finish();
    });
  });
}

/** After so long the controller leaves a pod that does not take a connection, and tries another one. */
const WAITED_IN_VAIN_MS = 5_000;

/** The figures of a load of which nothing has failed, or was sent to a pod that was gone; throws what has. */
export function noneFailed(fared: Fared): string {
  expect(fared.failed).toEqual([]);
  expect(percentile(fared, 1)).toBeLessThan(WAITED_IN_VAIN_MS);
  return `0 of ${counted(fared)} requests failed, ${tempo(fared)}`;
}

/** How many were sent, which is how many have ended, and enough of them. */
export function counted(fared: Fared): number {
  expect(fared.latencies).toHaveLength(fared.sent);
  expect(fared.sent / fared.seconds).toBeGreaterThanOrEqual(50);
  return fared.sent;
}

export function tempo(fared: Fared): string {
  return `${Math.round(fared.sent / fared.seconds)}/s, p99 ${percentile(fared, 0.99)} ms`;
}

/** Once, or in full as often as is said. */
export async function repeatedly(times: number, act: () => Promise<void>): Promise<string> {
  for (let left = isFull ? times : 1; left > 0; left--) await act();
  return isFull ? `${times} times` : 'once';
}

/** Rolls components, until none of their old pods is left. */
export async function roll(watch: Watch, ...components: string[]): Promise<void> {
  const old = components.flatMap((component) => watch.of(component).map(({ name }) => name));
  const named = components.map((component) => `deployment/${component}`);
  await kubectl('rollout', 'restart', '--namespace', namespace, ...named);
  await Promise.all(components.map((component) => watch.settled(component, REPLICAS, old)));
}

/** Deletes a pod as anybody may, until another one is in its place. */
export async function replace(watch: Watch, component: string, name: string, count = REPLICAS): Promise<void> {
  await kubectl('delete', '--namespace', namespace, `pod/${name}`, '--wait=false');
  await watch.settled(component, count, [name]);
}
