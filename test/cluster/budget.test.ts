// Draining a node evicts one of several pods at a time, and never waits for the only pod of a component.
import { Client, Redis } from 'cdk8s-webstack';
import { render } from '../manifests';
import {
  applyAll,
  deleteNamespace,
  eventually,
  kubectl,
  listPods,
  recreateNamespace,
  waitUntilAvailable,
} from './cluster';
import { evict, EVICTION_REJECTED } from './evict';

const namespace = 'webstack-test-budget';

const manifests = render(
  (stack) => {
    new Client(stack, 'client', { image: 'example/fib-client:1.4.0', replicas: 2 });
    new Redis(stack, 'redis');
  },
  { namespace },
);

beforeAll(async () => {
  await recreateNamespace(namespace);
  await applyAll(manifests);
});

beforeEach(async () => {
  await waitUntilAvailable(namespace);
  await eventually('two clients', async () => (await listPods(namespace, 'client')).length === 2);
});

afterAll(() => deleteNamespace(namespace));

test('evicts one of two pods, and the other only when two are ready again', async () => {
  await eventually('a budget of one', async () => (await allowedDisruptions()) === '1');
  const [first, second] = await listPods(namespace, 'client');
  await evict(namespace, first);
  await expect(evict(namespace, second)).rejects.toThrow(EVICTION_REJECTED);
  await eventually('the second eviction', () => evict(namespace, second).then(() => true));
  expect(await readyReplicas()).not.toBe('0');
});

test('evicts both pods at once if the budget is deleted', async () => {
  await kubectl('delete', '--namespace', namespace, 'poddisruptionbudget/client');
  for (const pod of await listPods(namespace, 'client')) await evict(namespace, pod);
});

test('evicts the only pod of a component', async () => {
  const [only] = await listPods(namespace, 'redis');
  await evict(namespace, only);
});

function allowedDisruptions(): Promise<string> {
  const output = ['--output', 'jsonpath={.status.disruptionsAllowed}'];
  return kubectl('get', '--namespace', namespace, 'poddisruptionbudget/client', ...output);
}

function readyReplicas(): Promise<string> {
  const output = ['--output', 'jsonpath={.status.readyReplicas}'];
  return kubectl('get', '--namespace', namespace, 'deployment/client', ...output);
}
