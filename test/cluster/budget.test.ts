// A node that is drained takes one pod of several at a time, and never waits for a pod that is the only one.
import { Client, Redis } from 'cdk8s-webstack';
import { render } from '../manifests';
import { applyAll, available, dropNamespace, eventually, freshNamespace, kubectl, kubectlWith, pods } from './cluster';

const namespace = 'webstack-test-budget';

const manifests = render(
  (stack) => {
    new Client(stack, 'client', { image: 'example/fib-client:1.4.0', replicas: 2 });
    new Redis(stack, 'redis');
  },
  { namespace },
);

beforeAll(async () => {
  await freshNamespace(namespace);
  await applyAll(manifests);
});

beforeEach(async () => {
  await available(namespace);
  await eventually('two clients', async () => (await pods(namespace, 'client')).length === 2);
});

afterAll(() => dropNamespace(namespace));

/** What `kubectl drain` does to each pod of a node. */
async function evict(pod: string): Promise<void> {
  const name = pod.replace('pod/', '');
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/eviction`;
  await kubectlWith(JSON.stringify(eviction), 'create', '--raw', path, '--filename', '-');
}

const REFUSAL = "Cannot evict pod as it would violate the pod's disruption budget.";

test('of two pods one may go, the other one when there are two again', async () => {
  await eventually('a budget of one', async () => (await allowed()) === '1');
  const [first, second] = await pods(namespace, 'client');
  await evict(first);
  await expect(evict(second)).rejects.toThrow(REFUSAL);
  await eventually('its turn', () => evict(second).then(() => true));
  expect(await ready()).not.toBe('0');
});

test('without the budget both would go at once', async () => {
  await kubectl('delete', '--namespace', namespace, 'poddisruptionbudget/client');
  for (const pod of await pods(namespace, 'client')) await evict(pod);
});

test('the only pod of a component may go', async () => {
  const [only] = await pods(namespace, 'redis');
  await evict(only);
});

function allowed(): Promise<string> {
  const output = ['--output', 'jsonpath={.status.disruptionsAllowed}'];
  return kubectl('get', '--namespace', namespace, 'poddisruptionbudget/client', ...output);
}

function ready(): Promise<string> {
  const output = ['--output', 'jsonpath={.status.readyReplicas}'];
  return kubectl('get', '--namespace', namespace, 'deployment/client', ...output);
}
