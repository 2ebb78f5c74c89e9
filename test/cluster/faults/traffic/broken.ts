// What is rolled out is broken: a password that is wrong, a program that crashes.
import { JsonPatch } from 'cdk8s';
import type { Server, WebStack } from 'cdk8s-webstack';
import { apply, applyAll, eventually, kubectl } from '../../cluster';
import { isFull } from '../table';
import type { Pod } from '../pod';
import {
  EVERYTHING,
  manifests,
  namespace,
  noneFailed,
  PASSWORD,
  REPLICAS,
  roll,
  underLoad,
  whole,
} from './application';

const WRONG = 'throw-away-wrong-91c2';

async function setPassword(value: string): Promise<void> {
  const metadata = { name: 'pgpassword', namespace };
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata,
    data: { PGPASSWORD: Buffer.from(value).toString('base64') },
  };
  await apply(JSON.stringify(secret), '--force-conflicts');
}

const REFUSALS = isFull ? 30 : 3;

/** The Secret has another password than Postgres, and the servers are rolled. */
export async function rollWrongPassword(): Promise<string> {
  const fared = await underLoad(EVERYTHING, async (watch) => {
    const old = watch.of('server').map(({ name }) => name);
    const fewest = watch.fewestReady('server');
    const ready = watch.ever(({ component, isReady }) => component === 'server' && isReady);
    try {
      await setPassword(WRONG);
      await kubectl('rollout', 'restart', '--namespace', namespace, 'deployment/server');
      const isNew = (pod: Pod) => !old.includes(pod.name) && pod.hasStarted;
      await watch.until('a new server', () => watch.of('server').some(isNew));
      await refused(watch.of('server').find(isNew)!.name);
      expect({ ready: ready(), fewest: fewest() }).toEqual({ ready: old.sort(), fewest: REPLICAS });
    } finally {
      await setPassword(PASSWORD);
      await roll(watch, 'server');
    }
  });
  return `not ready after ${REFUSALS} refusals; ${noneFailed(fared)}`;
}

/** Waits until a server was asked whether it is ready, and has said why not; fails where it says a password. */
async function refused(name: string): Promise<void> {
  const probes = ['--field-selector', `involvedObject.name=${name}`, '--output', 'jsonpath={.items[*].message}'];
  await eventually('a probe that fails', async () => {
    const messages = await kubectl('get', 'events', '--namespace', namespace, ...probes);
    return messages.includes('Readiness probe failed');
  });
  const enough = async () => {
    const log = await kubectl('logs', '--namespace', namespace, name);
    if (log.includes(PASSWORD) || log.includes(WRONG)) throw new Error('a password is in the log');
    return log.split('password authentication failed for user').length > REFUSALS;
  };
  await eventually('refusals in the log', enough, 300);
}

/** What a Deployment is given to make progress: its own, and in the short form so much as a test can wait for. */
const SHORT_DEADLINE = 5;

function crashing(stack: WebStack): void {
  const { deployment } = stack.node.findChild('server') as Server;
  const command = ['node', '--eval', 'process.exit(1)'];
  deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/command', command));
  if (!isFull) deployment.addJsonPatch(JsonPatch.replace('/spec/progressDeadlineSeconds', SHORT_DEADLINE));
}

/** A program that crashes at its start is rolled out, and back. */
export async function rollCrash(): Promise<string> {
  const broken = manifests(crashing);
  const deadline: number = broken.get('Deployment', 'server').spec.progressDeadlineSeconds;
  let seconds = NaN;
  const fared = await underLoad(EVERYTHING, async (watch) => {
    const fewest = watch.fewestReady('server');
    await applyAll(broken);
    await watch.until('a crash', () => watch.of('server').some(({ ended }) => ended === 'Error'));
    seconds = await untilGivenUp(deadline);
    await whole(watch);
    expect(fewest()).toBe(REPLICAS);
  });
  expect(seconds).toBeGreaterThanOrEqual(deadline - 1);
  expect(seconds).toBeLessThanOrEqual(deadline + LATE_S);
  return `given up after ${seconds} s of ${deadline}, all ${REPLICAS} ready throughout; ${noneFailed(fared)}`;
}

/** The cluster's times are whole seconds, and a busy one looks later. */
const LATE_S = 10;

/** How long after the newest ReplicaSet its Deployment said that it makes no progress, in seconds. */
async function untilGivenUp(deadline: number): Promise<number> {
  const hasFailed = ['--for', 'condition=Progressing=False', '--timeout', `${deadline + 60}s`];
  await kubectl('wait', '--namespace', namespace, ...hasFailed, 'deployment/server');
  const times = await Promise.all([
    kubectl('get', '--namespace', namespace, 'deployment/server', '--output', GIVEN_UP),
    kubectl('get', '--namespace', namespace, 'replicasets', ...NEWEST),
  ]);
  const [end, begin] = times.map((time) => Date.parse(time));
  return (end - begin) / 1000;
}

const GIVEN_UP = 'jsonpath={.status.conditions[?(@.type=="Progressing")].lastTransitionTime}';
const NEWEST = [
  ...['--selector', 'app.kubernetes.io/name=server', '--sort-by', '.metadata.creationTimestamp'],
  ...['--output', 'jsonpath={.items[-1:].metadata.creationTimestamp}'],
];
