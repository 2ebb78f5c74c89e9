// The commands of docs/upgrading.md delete removed components from the cluster, and keep data and passwords.
import { App } from 'cdk8s';
import { ConfigMap, Password, Platform, Postgres, Server, WebStack, Worker } from 'cdk8s-webstack';
import { Manifests, renderApp } from '../manifests';
import { applyAll, dropNamespace, freshNamespace, kubectl } from './cluster';
import { prune } from './prune';
import { reference } from './reference-stack';

const name = 'webstack-test-pruning';

beforeAll(() => freshNamespace(name));
afterAll(() => dropNamespace(name));

const image = 'node:22-slim';

/** The reference application, and components that create objects of all other kinds. No pod has to run. */
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

const more = render((stack) => {
  reference(stack, { hosts: ['pruning.example'] });
  new Postgres(stack, 'archive', { password: Password.inline('throw-away') });
  new Server(stack, 'scaled', { image, autoscaling: { maxReplicas: 4 } });
  new ConfigMap(stack, 'former', { data: { level: 'debug' } });
});
const less = render((stack) => reference(stack, { hosts: ['pruning.example'], without: ['worker', 'client route'] }));

const OF_THE_COMPONENTS = [
  ...['archive', 'scaled', 'worker'].flatMap((component) => [
    `deployment.apps ${component}`,
    `networkpolicy.networking.k8s.io ${component}`,
    `serviceaccount ${component}`,
  ]),
  ...['archive', 'scaled'].map((component) => `service ${component}`),
  ...['horizontalpodautoscaler.autoscaling scaled', 'poddisruptionbudget.policy scaled'],
];
const OF_THE_ROUTE = ['ingress.networking.k8s.io routes', 'networkpolicy.networking.k8s.io routes-client'];
const DATA = ['persistentvolumeclaim archive', 'secret archive'];

/** All objects of the declared kinds, as `service redis`. */
async function objects(): Promise<string[]> {
  const kinds = [...new Set(more.objects.map(({ kind }) => kind.toLowerCase()))].filter((kind) => kind !== 'namespace');
  const printed = await kubectl('get', kinds.join(), '--namespace', name, '--output', 'name');
  return printed
    .split('\n')
    .filter(Boolean)
    .map((each) => each.replace('/', ' '))
    .sort();
}

test('deletes nothing if nothing was removed', async () => {
  await applyAll(more);
  expect(await prune(name, more)).toEqual([]);
});

test.each([
  ['there are no manifests', undefined],
  [
    'manifests were not applied yet',
    () => new Manifests([...less.objects, { ...less.get('ConfigMap'), metadata: { name: 'new', namespace: name } }]),
  ],
])('deletes nothing if %s', async (_, manifests) => {
  const before = await objects();
  await prune(name, manifests?.()).catch(() => undefined);
  expect(await objects()).toEqual(before);
});

test('deletes components and routes with all their objects, and keeps claims, Secrets and everything else', async () => {
  await applyAll(less);
  const before = await objects();
  const former = `configmap ${more.all('ConfigMap').find(({ data }) => data.level === 'debug').metadata.name}`;
  const gone = [...OF_THE_COMPONENTS, ...OF_THE_ROUTE, former].sort();
  expect(await prune(name, less)).toEqual(gone);
  const left = await objects();
  expect(left).toEqual(before.filter((each) => !gone.includes(each)));
  expect(left).toEqual(expect.arrayContaining(DATA));
});
