// Exactly the declared targets are reachable, tested by connecting: first without the policies, then with them.
import { readFileSync } from 'node:fs';
import { App } from 'cdk8s';
import { Platform, WebStack } from 'cdk8s-webstack';
import { Manifests, renderApp } from '../manifests';
import { applyAll, eventually, FrontDoor, kubectl } from './cluster';
import { ask } from './http';
import { outside } from './outside';
import { allOf, betweenStrangers, EDGES, everyPair, ofUnguarded } from './policies/tables';
import { allSpots, allTargets, comeUp, DECLARED, declared, goAway, HOME, HOST, REFERENCE } from './policies/world';
import { aName, connections, connectionsOfController, ECHO_PORT, type Spot, type Target } from './probing';
import { prune } from './prune';
import { reference } from './reference-stack';

let spots: Spot[];
let targets: Target[];
let door: FrontDoor;

beforeAll(async () => {
  await comeUp();
  door = await FrontDoor.open();
  spots = await allSpots();
  targets = await allTargets(spots);
});

afterAll(async () => {
  door?.close();
  await goAway();
});

/** Reads a table until it is the expected one, and then once more. */
async function becomes(read: () => Promise<string[]>, ...expected: string[]): Promise<void> {
  const wanted = [...expected].sort();
  await eventually('', async () => String(await read()) === String(wanted), 30).catch(() => undefined);
  expect(await read()).toEqual(wanted);
}

const everybodys = () => connections(spots, targets);
const controllers = () => connectionsOfController(DECLARED);
const asDeclared = () => [...EDGES, ...betweenStrangers(targets)];

async function status(path: string): Promise<number> {
  return (await ask(door, { path, host: HOST })).status;
}

test('the tested application is the reference application', () => {
  const app = new App();
  reference(new WebStack(app, 'fib', { platform: Platform.minikube() }));
  expect(renderApp(app).objects).toEqual(Manifests.parse(readFileSync('dist/fib.k8s.yaml', 'utf8')).objects);
});

const among = outside ? `including ${outside} outside` : 'OUTSIDE NOT TESTED: WEBSTACK_OUTSIDE names no host';

describe(`without policies, ${among},`, () => {
  test('every pod connects to every target', () => becomes(everybodys, ...everyPair(spots, targets)));
  test('the ingress controller connects to every component', () =>
    becomes(controllers, ...allOf('controller', DECLARED)));
});

describe(`with policies, ${among},`, () => {
  beforeAll(() => applyAll(declared()));

  test('only declared connections succeed', () => becomes(everybodys, ...asDeclared()));

  test('names resolve in every pod', async () => {
    const name = aName(`redis.${HOME}.svc`);
    await becomes(() => connections(spots, [name]), ...everyPair(spots, [name]));
  });

  test('the ingress controller reaches the routed components', async () => {
    await becomes(controllers, 'controller -> client:3000/tcp', 'controller -> server:5000/tcp');
    expect([await status('/'), await status('/api/values/all')]).toEqual([200, 200]);
  });

  test('all pods stay ready without a restart', async () => {
    const output = 'jsonpath={range .items[*].status.containerStatuses[*]}{.name} {.ready} {.restartCount}{"\\n"}{end}';
    const selector = `app.kubernetes.io/name in (${REFERENCE.join()})`;
    const printed = await kubectl('get', 'pods', '--namespace', HOME, '--selector', selector, '--output', output);
    expect(printed.split('\n').filter(Boolean).sort()).toEqual(REFERENCE.map((name) => `${name} true 0`));
  });
});

describe('the tables change with', () => {
  afterEach(() => applyAll(declared(), '--force-conflicts'));

  async function remove(policy: string): Promise<void> {
    await kubectl('delete', '--namespace', HOME, `networkpolicy/${policy}`);
  }

  test('Postgres without its policy', async () => {
    await remove('postgres');
    await becomes(everybodys, ...asDeclared(), ...ofUnguarded('postgres', targets));
  });

  test('a client with more egress', async () => {
    const rule = { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ protocol: 'TCP', port: ECHO_PORT }] };
    const patch = JSON.stringify([{ op: 'add', path: '/spec/egress/-', value: rule }]);
    await kubectl('patch', '--namespace', HOME, 'networkpolicy/client', '--type', 'json', '--patch', patch);
    const more = ['bearer', 'node', 'pretender', 'stranger'].map((name) => `client -> ${name}:${ECHO_PORT}/tcp`);
    await becomes(everybodys, ...asDeclared(), ...more);
  });

  test('a client that does not allow the controller', async () => {
    await remove('routes-client');
    await becomes(controllers, 'controller -> server:5000/tcp');
  });
});

test('all pods become ready after a restart under the policies', async () => {
  const all = REFERENCE.map((name) => `deployment/${name}`);
  await kubectl('rollout', 'restart', '--namespace', HOME, ...all);
  for (const each of all) await kubectl('rollout', 'status', '--namespace', HOME, '--timeout', '240s', each);
});

test('a removed route to the client is pruned, and the traffic that it allowed is denied', async () => {
  const manifests = declared(['client route']);
  await applyAll(manifests);
  expect(await prune(HOME, manifests)).toEqual([
    'ingress.networking.k8s.io routes',
    'networkpolicy.networking.k8s.io routes-client',
  ]);
  await becomes(controllers, 'controller -> server:5000/tcp');
  await eventually('no route', async () => (await status('/')) === 404);
  expect(await status('/api/values/all')).toBe(200);
});
