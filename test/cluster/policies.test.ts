// Only declared connections are possible. The test opens every connection, first without policies and then with them.
import { readFileSync } from 'node:fs';
import { App } from 'cdk8s';
import { Platform, WebStack } from 'cdk8s-webstack';
import { Manifests, renderApp } from '../manifests';
import { applyAll, eventually, IngressForward, kubectl } from './cluster';
import { sendRequest } from './http';
import { externalHost } from './external-host';
import {
  allConnections,
  connectionsFrom,
  connectionsWithoutIsolation,
  DECLARED_CONNECTIONS,
  unrestrictedConnections,
} from './policies/tables';
import {
  APPLICATION,
  COMPONENTS,
  HOST,
  listTargets,
  renderManifests,
  SERVICES,
  setUp,
  startProbers,
  tearDown,
} from './policies/setup';
import {
  createNameTarget,
  ECHO_PORT,
  type Prober,
  type Target,
  tryConnections,
  tryControllerConnections,
} from './probing';
import { prune } from './prune';
import { declareReferenceStack } from './reference-stack';

let probers: Prober[];
let targets: Target[];
let ingress: IngressForward;

beforeAll(async () => {
  await setUp();
  ingress = await IngressForward.open();
  probers = await startProbers();
  targets = await listTargets(probers);
});

afterAll(async () => {
  ingress?.close();
  await tearDown();
});

/** Waits until a table is the expected one, and reads it once more. */
async function expectTable(read: () => Promise<string[]>, ...expected: string[]): Promise<void> {
  const sorted = [...expected].sort();
  await eventually('', async () => String(await read()) === String(sorted), 30).catch(() => undefined);
  expect(await read()).toEqual(sorted);
}

const fromPods = () => tryConnections(probers, targets);
const fromController = () => tryControllerConnections(SERVICES);
const declaredOnly = () => [...DECLARED_CONNECTIONS, ...unrestrictedConnections(targets)];

async function status(path: string): Promise<number> {
  return (await sendRequest(ingress, { path, host: HOST })).status;
}

test('the tested application is the reference application', () => {
  const app = new App();
  declareReferenceStack(new WebStack(app, 'fib', { platform: Platform.minikube() }));
  expect(renderApp(app).objects).toEqual(Manifests.parse(readFileSync('dist/fib.k8s.yaml', 'utf8')).objects);
});

const outside = externalHost ? `with external host ${externalHost}` : 'EXTERNAL HOST SKIPPED: set WEBSTACK_OUTSIDE';

describe(`without policies, ${outside},`, () => {
  test('every pod can connect to every target', () => expectTable(fromPods, ...allConnections(probers, targets)));
  test('the ingress controller can connect to every Service', () =>
    expectTable(fromController, ...connectionsFrom('controller', SERVICES)));
});

describe(`with policies, ${outside},`, () => {
  beforeAll(() => applyAll(renderManifests()));

  test('only declared connections are possible', () => expectTable(fromPods, ...declaredOnly()));

  test('names resolve in every pod but that of a stranger', async () => {
    const name = createNameTarget(`redis.${APPLICATION}.svc`);
    const others = probers.filter((prober) => prober.name !== 'stranger');
    await expectTable(() => tryConnections(probers, [name]), ...allConnections(others, [name]));
  });

  test('the ingress controller can connect only to routed components', async () => {
    await expectTable(fromController, 'controller -> client:3000/tcp', 'controller -> server:5000/tcp');
    expect([await status('/'), await status('/api/values/all')]).toEqual([200, 200]);
  });

  test('all pods stay ready and none restarts', async () => {
    const output = 'jsonpath={range .items[*].status.containerStatuses[*]}{.name} {.ready} {.restartCount}{"\\n"}{end}';
    const selector = `app.kubernetes.io/name in (${COMPONENTS.join()})`;
    const pods = ['pods', '--namespace', APPLICATION, '--selector', selector];
    const printed = await kubectl('get', ...pods, '--output', output);
    expect(printed.split('\n').filter(Boolean).sort()).toEqual(COMPONENTS.map((name) => `${name} true 0`));
  });
});

describe('the test detects', () => {
  afterEach(() => applyAll(renderManifests(), '--force-conflicts'));

  async function deletePolicy(policy: string): Promise<void> {
    await kubectl('delete', '--namespace', APPLICATION, `networkpolicy/${policy}`);
  }

  test('a missing policy of Postgres: the namespace denies by default', async () => {
    await deletePolicy('postgres');
    await expectTable(fromPods, ...declaredOnly().filter((connection) => !connection.includes('postgres')));
  });

  test('a namespace that does not deny by default', async () => {
    await deletePolicy('namespace.default-deny');
    await expectTable(fromPods, ...declaredOnly(), ...connectionsWithoutIsolation(targets));
  });

  test('a consumer of another library without the policy that lets it connect', async () => {
    await deletePolicy('redis.consumers');
    await expectTable(fromPods, ...declaredOnly().filter((connection) => !connection.startsWith('bearer')));
  });

  test('a client with an additional egress rule', async () => {
    const rule = { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ protocol: 'TCP', port: ECHO_PORT }] };
    const patch = JSON.stringify([{ op: 'add', path: '/spec/egress/-', value: rule }]);
    await kubectl('patch', '--namespace', APPLICATION, 'networkpolicy/client', '--type', 'json', '--patch', patch);
    const more = ['node', 'pretender'].map((name) => `client -> ${name}:${ECHO_PORT}/tcp`);
    await expectTable(fromPods, ...declaredOnly(), ...more);
  });

  test('a client without the policy that allows the controller', async () => {
    await deletePolicy('routes-client');
    await expectTable(fromController, 'controller -> server:5000/tcp');
  });
});

test('all components start again under the policies', async () => {
  const all = COMPONENTS.map((name) => `deployment/${name}`);
  await kubectl('rollout', 'restart', '--namespace', APPLICATION, ...all);
  for (const each of all) await kubectl('rollout', 'status', '--namespace', APPLICATION, '--timeout', '240s', each);
});

test('pruning a route deletes the policy that allows the controller', async () => {
  const manifests = renderManifests(['client route']);
  await applyAll(manifests);
  expect(await prune(APPLICATION, manifests)).toEqual([
    'ingress.networking.k8s.io routes',
    'networkpolicy.networking.k8s.io routes-client',
  ]);
  await expectTable(fromController, 'controller -> server:5000/tcp');
  await eventually('no route', async () => (await status('/')) === 404);
  expect(await status('/api/values/all')).toBe(200);
});
