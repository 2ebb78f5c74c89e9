// The application that receives the faults, and the requests that it serves meanwhile.
import type { WebStack } from 'cdk8s-webstack';
import { render, type Manifests } from '../../../manifests';
import {
  applyAll,
  deleteNamespace,
  eventually,
  IngressForward,
  kubectl,
  recreateNamespace,
  waitUntilAvailable,
} from '../../cluster';
import { sendRequest } from '../../http';
import { declareReferenceStack } from '../../reference-stack';
import { isFull } from '../table';
import { Watch } from '../watch';
import { Load, percentile, type Results, type Target } from './load';

export const namespace = 'webstack-test-traffic';
/** The namespace of the load generator. It has no network policies and no Pod Security standard. */
export const outside = `${namespace}-load`;
export const host = 'traffic.example';
export const PASSWORD = 'disposable-7f3a';

/** The number of clients, and of servers. */
export const REPLICAS = 2;
export const COMPONENTS = { client: REPLICAS, server: REPLICAS, worker: 1, redis: 1, postgres: 1 };

/** Requests a second: more than the guaranteed 50. */
const RATE = 60;

const PAGE: Target = { path: '/' };
const LIVE: Target = { path: '/api/live' };
const CURRENT: Target = { path: '/api/values/current' };
/** The controller retries a GET at another pod, but never a POST that it has started to send. */
const POST: Target = { path: '/api/values', body: '{"index": 7}' };

export const EVERYTHING = [PAGE, CURRENT, PAGE, LIVE, PAGE, POST];
/** Requests that need neither Redis nor Postgres. */
export const WITHOUT_DATABASES = [PAGE, LIVE];

export function manifests(change: (stack: WebStack) => void = () => {}): Manifests {
  return render(
    (stack) => {
      declareReferenceStack(stack, { hosts: [host], replicas: REPLICAS });
      change(stack);
    },
    { namespace },
  );
}

export async function deploy(): Promise<void> {
  await Promise.all([recreateNamespace(namespace), recreateNamespace(outside)]);
  const secret = ['secret', 'generic', 'pgpassword', '--from-literal', `PGPASSWORD=${PASSWORD}`];
  await kubectl('create', '--namespace', namespace, ...secret);
  await applyAll(manifests());
  await waitUntilAvailable(namespace);
  const ingress = await IngressForward.open();
  for (const { path } of EVERYTHING) {
    await eventually(path, async () => (await sendRequest(ingress, { path, host })).status < 500);
  }
  ingress.close();
}

export async function remove(): Promise<void> {
  await Promise.all([deleteNamespace(namespace), deleteNamespace(outside)]);
}

/** Runs an action with a watch on a namespace. */
export async function watching<T>(watched: string, act: (watch: Watch) => Promise<T>): Promise<T> {
  const watch = await Watch.start(watched);
  return act(watch).finally(() => watch.stop());
}

/** Restores the declared state, whatever an earlier row has left behind. */
export async function restore(watch: Watch): Promise<void> {
  await applyAll(manifests());
  await Promise.all(Object.entries(COMPONENTS).map(([component, count]) => watch.settled(component, count)));
}

/** Runs an action while requests arrive. All requests have ended when it returns. */
export async function underLoad(targets: Target[], act: (watch: Watch, load: Load) => Promise<void>): Promise<Results> {
  return watching(namespace, async (watch) => {
    await restore(watch);
    return Load.during(outside, { host, rate: RATE, targets }, async (load) => {
      await act(watch, load);
      return load.finish();
    });
  });
}

/** The controller's timeout for a connection to a pod, after which it tries another one. */
const CONNECT_TIMEOUT_MS = 5_000;

/** The measurements of a load without failures, and without connections to pods that were gone. Throws otherwise. */
export function noneFailed(results: Results): string {
  expect(results.failed).toEqual([]);
  expect(percentile(results, 1)).toBeLessThan(CONNECT_TIMEOUT_MS);
  return `0 of ${sentBy(results)} requests failed, ${rateOf(results)}`;
}

/** The number of requests. Throws if any has not ended, or if the rate was below 50 a second. */
export function sentBy(results: Results): number {
  expect(results.latencies).toHaveLength(results.sent);
  expect(results.sent / results.seconds).toBeGreaterThanOrEqual(50);
  return results.sent;
}

export function rateOf(results: Results): string {
  return `${Math.round(results.sent / results.seconds)}/s, p99 ${percentile(results, 0.99)} ms`;
}

/** Repeats an action in the full form, and runs it once in the short form. */
export async function repeatedly(times: number, act: () => Promise<void>): Promise<string> {
  for (let left = isFull ? times : 1; left > 0; left--) await act();
  return isFull ? `${times} times` : 'once';
}

/** Restarts components by a rollout, until all their old pods are gone. */
export async function rollOut(watch: Watch, ...components: string[]): Promise<void> {
  const old = components.flatMap((component) => watch.of(component).map(({ name }) => name));
  const named = components.map((component) => `deployment/${component}`);
  await kubectl('rollout', 'restart', '--namespace', namespace, ...named);
  await Promise.all(components.map((component) => watch.settled(component, REPLICAS, old)));
}

/** Deletes a pod, and waits until its replacement is ready. */
export async function replace(watch: Watch, component: string, name: string, count = REPLICAS): Promise<void> {
  await kubectl('delete', '--namespace', namespace, `pod/${name}`, '--wait=false');
  await watch.settled(component, count, [name]);
}
