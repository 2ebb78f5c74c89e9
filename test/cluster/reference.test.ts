// The tutorial deploys the reference application on a real cluster, behind the real ingress-nginx.
import { readFileSync } from 'node:fs';
import { blocks, page } from '../readme';
import { absentNamespace, apply, dropNamespace, FrontDoor, kubectl, mark } from './cluster';
import { describeImages } from './fib/images';
import { describeOutages } from './fib/outages';
import { describePage } from './fib/page';
import { describeRouting } from './fib/routing';
import { steps, Tutorial } from './fib/tutorial';

const toTakeItAway = steps[steps.length - 1];
let door: FrontDoor;
let tutorial: Tutorial;

beforeAll(async () => {
  await absentNamespace('fib');
  door = await FrontDoor.open();
  tutorial = new Tutorial(door);
  try {
    for (const step of steps.slice(0, -1)) await tutorial.run(step);
  } finally {
    await mark('fib').catch(() => undefined); // Where a block failed before it was made, that block is what has to be told.
  }
});

afterAll(async () => {
  tutorial?.close();
  door?.close();
  await dropNamespace('fib');
});

test('strict validation accepts the manifests', async () => {
  await apply(readFileSync('dist/fib.k8s.yaml', 'utf8'));
});

test('every Deployment has all its pods', async () => {
  const listed = await kubectl('get', 'deployments', '--namespace', 'fib', '--output', 'json');
  const ready = JSON.parse(listed).items.map(
    ({ metadata, status }: { metadata: { name: string }; status: { readyReplicas: number } }) =>
      `${metadata.name} ${status.readyReplicas}`,
  );
  expect(ready).toEqual(['client 3', 'postgres 1', 'redis 1', 'server 3', 'worker 1']);
});

test('the claim is bound', async () => {
  const phase = await kubectl('get', 'pvc/postgres', '--namespace', 'fib', '--output', 'jsonpath={.status.phase}');
  expect(phase).toBe('Bound');
});

test('Postgres rejects a wrong password', async () => {
  const program = "import pg from 'pg'; await new pg.Client({ password: 'wrong' }).connect();";
  const asServer = ['node', '--input-type', 'module', '--eval', program];
  const refused = kubectl('exec', '--namespace', 'fib', 'deployment/server', '--', ...asServer);
  await expect(refused).rejects.toThrow('password authentication failed');
});

test('process 1 of Postgres is Postgres', async () => {
  const printed = await kubectl('exec', '--namespace', 'fib', 'deployment/postgres', '--', 'cat', '/proc/1/comm');
  expect(printed.trim()).toBe('postgres');
});

describe('a pod that no declaration mentions, asking Redis,', () => {
  const [ask] = blocks('sh enforced', page('docs/network-policies.md'));
  const [remove] = blocks('sh prune', page('docs/upgrading.md'));
  const policies = () => kubectl('get', 'networkpolicies', '--namespace', 'fib', '--output', 'name');

  test('gets no answer under the policies', async () => {
    expect(await tutorial.run(`{ ${ask}} 2>&1 || true`)).not.toContain('PONG');
  });

  test('gets an answer without them', async () => {
    await kubectl('delete', 'networkpolicies', '--namespace', 'fib', '--all');
    expect(await tutorial.run(ask)).toContain('PONG');
    await apply(readFileSync('dist/fib.k8s.yaml', 'utf8'));
  });

  test('pruning keeps the declared policies', async () => {
    const before = await policies();
    await tutorial.run(remove);
    expect(await policies()).toBe(before);
  });
});

describeImages();
describeRouting(() => door);
describePage(() => door);
describeOutages(() => door);

test('the last block of the tutorial deletes the application', async () => {
  await tutorial.run(toTakeItAway);
  expect(await kubectl('get', 'namespace', 'fib', '--ignore-not-found')).toBe('');
});
