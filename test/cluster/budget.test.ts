// Draining a node evicts one pod of a replicated component at a time, and never blocks on a single pod.
import { Client, Redis } from 'cdk8s-webstack';
import { render } from '../manifests';
import { applyAll, available, dropNamespace, eventually, freshNamespace, kubectl, pods } from './cluster';
import { evict, REFUSAL } from './evict';

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

test('evicts one of two pods, and the other once two are ready again', async () => {
  await eventually('a budget of one', async () => (await allowed()) === '1');
  const [first, second] = await pods(namespace, 'client');
  await evict(namespace, first);
  await expect(evict(namespace, second)).rejects.toThrow(REFUSAL);
  await eventually('its turn', () => evict(namespace, second).then(() => true));
  expect(await ready()).not.toBe('0');
});

test('evicts both at once without the budget', async () => {
  await kubectl('delete', '--namespace', namespace, 'poddisruptionbudget/client');
  for (const pod of await pods(namespace, 'client')) await evict(namespace, pod);
});

test('evicts the only pod of a component', async () => {
  const [only] = await pods(namespace, 'redis');
  await evict(namespace, only);
});

function allowed(): Promise<string> {
  const output = ['--output', 'jsonpath={.status.disruptionsAllowed}'];
  return kubectl('get', '--namespace', namespace, 'poddisruptionbudget/client', ...output);
}

function ready(): Promise<string> {
  const output = ['--output', 'jsonpath={.status.readyReplicas}'];
  return kubectl('get', '--namespace', namespace, 'deployment/client', ...output);
}
