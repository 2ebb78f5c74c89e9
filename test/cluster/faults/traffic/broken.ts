// Broken rollouts: a wrong password, and a program that crashes.
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
  restore,
  rollOut,
  underLoad,
} from './application';

const WRONG = 'disposable-wrong-91c2';

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

const REJECTIONS = isFull ? 30 : 3;

/** Restarts the servers while the Secret has another password than Postgres. */
export async function rollWrongPassword(): Promise<string> {
  const results = await underLoad(EVERYTHING, async (watch) => {
    const old = watch.of('server').map(({ name }) => name);
    const fewest = watch.fewestReady('server');
    const ready = watch.ever(({ component, isReady }) => component === 'server' && isReady);
    try {
      await setPassword(WRONG);
      await kubectl('rollout', 'restart', '--namespace', namespace, 'deployment/server');
      const isNew = (pod: Pod) => !old.includes(pod.name) && pod.hasStarted;
      await watch.until('a new server', () => watch.of('server').some(isNew));
      await rejectedByPostgres(watch.of('server').find(isNew)!.name);
      expect({ ready: ready(), fewest: fewest() }).toEqual({ ready: old.sort(), fewest: REPLICAS });
    } finally {
      await setPassword(PASSWORD);
      await rollOut(watch, 'server');
    }
  });
  return `not ready after ${REJECTIONS} rejected logins; ${noneFailed(results)}`;
}

/** Waits until a server has failed its readiness probe and logged the reason. Fails if a password is in the log. */
async function rejectedByPostgres(name: string): Promise<void> {
  const probes = ['--field-selector', `involvedObject.name=${name}`, '--output', 'jsonpath={.items[*].message}'];
  await eventually('a failed readiness probe', async () => {
    const messages = await kubectl('get', 'events', '--namespace', namespace, ...probes);
    return messages.includes('Readiness probe failed');
  });
  const enough = async () => {
    const log = await kubectl('logs', '--namespace', namespace, name);
    if (log.includes(PASSWORD) || log.includes(WRONG)) throw new Error('a password is in the log');
    return log.split('password authentication failed for user').length > REJECTIONS;
  };
  await eventually('rejected logins in the log', enough, 300);
}

/** The progress deadline of the Deployment in the short form. The full form keeps its own. */
const SHORT_DEADLINE = 5;

function crashing(stack: WebStack): void {
  const { deployment } = stack.node.findChild('server') as Server;
  const command = ['node', '--eval', 'process.exit(1)'];
  deployment.addJsonPatch(JsonPatch.add('/spec/template/spec/containers/0/command', command));
  if (!isFull) deployment.addJsonPatch(JsonPatch.replace('/spec/progressDeadlineSeconds', SHORT_DEADLINE));
}

/** Rolls out a program that crashes at its start, then restores the application. */
export async function rollCrash(): Promise<string> {
  const broken = manifests(crashing);
  const deadline: number = broken.get('Deployment', 'server').spec.progressDeadlineSeconds;
  let seconds = NaN;
  const results = await underLoad(EVERYTHING, async (watch) => {
    const fewest = watch.fewestReady('server');
    await applyAll(broken);
    await watch.until('a crash', () =>
      watch.of('server').some(({ terminationReason }) => terminationReason === 'Error'),
    );
    seconds = await secondsUntilFailed(deadline);
    await restore(watch);
    expect(fewest()).toBe(REPLICAS);
  });
  expect(seconds).toBeGreaterThanOrEqual(deadline - 1);
  expect(seconds).toBeLessThanOrEqual(deadline + LATE_S);
  return `failed after ${seconds} s (deadline ${deadline} s), all ${REPLICAS} ready throughout; ${noneFailed(results)}`;
}

/** The cluster reports whole seconds, and checks late when it is busy. */
const LATE_S = 10;

/** Seconds from the creation of the newest ReplicaSet until the Deployment reported the deadline as exceeded. */
async function secondsUntilFailed(deadline: number): Promise<number> {
  const hasFailed = ['--for', 'condition=Progressing=False', '--timeout', `${deadline + 60}s`];
  await kubectl('wait', '--namespace', namespace, ...hasFailed, 'deployment/server');
  const times = await Promise.all([
    kubectl('get', '--namespace', namespace, 'deployment/server', '--output', FAILED_AT),
    kubectl('get', '--namespace', namespace, 'replicasets', ...NEWEST),
  ]);
  const [end, begin] = times.map((time) => Date.parse(time));
  return (end - begin) / 1000;
}

const FAILED_AT = 'jsonpath={.status.conditions[?(@.type=="Progressing")].lastTransitionTime}';
const NEWEST = [
  ...['--selector', 'app.kubernetes.io/name=server', '--sort-by', '.metadata.creationTimestamp'],
  ...['--output', 'jsonpath={.items[-1:].metadata.creationTimestamp}'],
];
