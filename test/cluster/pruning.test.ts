// The commands of docs/upgrading.md delete objects that are no longer declared, and keep data and passwords.
import { App } from 'cdk8s';
import { ConfigMap, Password, Platform, Postgres, Server, WebStack, Worker } from 'cdk8s-webstack';
import { Manifests, renderApp } from '../manifests';
import { applyAll, deleteNamespace, kubectl, recreateNamespace } from './cluster';
import { prune } from './prune';
import { declareReferenceStack } from './reference-stack';

const name = 'webstack-test-pruning';

beforeAll(() => recreateNamespace(name));
afterAll(() => deleteNamespace(name));

const image = 'node:22-slim';

/** Renders the reference application and components that create objects of all other kinds. No pod has to run. */
function render(declare: (stack: WebStack) => void): Manifests {
  const app = new App();
  const stack = new WebStack(app, name, { platform: Platform.minikube() });
  const level = new ConfigMap(stack, 'settings', { data: { level: 'info' } });
  new Worker(stack, 'reader', { image, config: { LEVEL: level.key('level') } });
  declare(stack);
  const { objects } = renderApp(app);
  for (const { kind, spec } of objects) if (kind === 'Deployment') spec.replicas = 0;
  return new Manifests(objects);
}

const before = render((stack) => {
  declareReferenceStack(stack, { hosts: ['pruning.example'] });
  new Postgres(stack, 'archive', { password: Password.inline('disposable') });
  new Server(stack, 'scaled', { image, autoscaling: { maxReplicas: 4 } });
  new ConfigMap(stack, 'former', { data: { level: 'debug' } });
});
const after = render((stack) =>
  declareReferenceStack(stack, { hosts: ['pruning.example'], without: ['worker', 'client route'] }),
);

const OBJECTS_OF_COMPONENTS = [
  ...['archive', 'scaled', 'worker'].flatMap((component) => [
    `deployment.apps ${component}`,
    `networkpolicy.networking.k8s.io ${component}`,
    `serviceaccount ${component}`,
  ]),
  ...['archive', 'scaled'].flatMap((component) => [
    `networkpolicy.networking.k8s.io ${component}.consumers`,
    `service ${component}`,
  ]),
  ...['horizontalpodautoscaler.autoscaling scaled', 'poddisruptionbudget.policy scaled'],
];
const OBJECTS_OF_ROUTE = ['ingress.networking.k8s.io routes', 'networkpolicy.networking.k8s.io routes-client'];
const DATA = ['persistentvolumeclaim archive', 'secret archive'];

/** Returns the cluster's objects of all declared kinds, as `service redis`. */
async function listObjects(): Promise<string[]> {
  const kinds = [...new Set(before.objects.map(({ kind }) => kind.toLowerCase()))].filter(
    (kind) => kind !== 'namespace',
  );
  const printed = await kubectl('get', kinds.join(), '--namespace', name, '--output', 'name');
  return printed
    .split('\n')
    .filter(Boolean)
    .map((each) => each.replace('/', ' '))
    .sort();
}

test('keeps everything if all objects are still declared', async () => {
  await applyAll(before);
  expect(await prune(name, before)).toEqual([]);
});

test.each([
  ['there are no manifests', undefined],
  [
    'a declared object is not applied yet',
    () => new Manifests([...after.objects, { ...after.get('ConfigMap'), metadata: { name: 'new', namespace: name } }]),
  ],
])('keeps everything if %s', async (_, manifests) => {
  const existing = await listObjects();
  await prune(name, manifests?.()).catch(() => undefined);
  expect(await listObjects()).toEqual(existing);
});

test('deletes all objects of removed components and routes, and keeps claims, Secrets and other objects', async () => {
  await applyAll(after);
  const existing = await listObjects();
  const former = `configmap ${before.all('ConfigMap').find(({ data }) => data.level === 'debug').metadata.name}`;
  const deleted = [...OBJECTS_OF_COMPONENTS, ...OBJECTS_OF_ROUTE, former].sort();
  expect(await prune(name, after)).toEqual(deleted);
  const remaining = await listObjects();
  expect(remaining).toEqual(existing.filter((each) => !deleted.includes(each)));
  expect(remaining).toEqual(expect.arrayContaining(DATA));
});
