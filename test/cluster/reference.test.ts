// The reference application on a real cluster, behind ingress-nginx, deployed with the commands of the tutorial.
import { readFileSync } from 'node:fs';
import { blocks, page } from '../readme';
import { apply, deleteNamespace, ensureNamespaceAbsent, IngressForward, kubectl, markAsTestNamespace } from './cluster';
import { describeImages } from './fib/images';
import { describeOutages } from './fib/outages';
import { describePage } from './fib/page';
import { describeRouting } from './fib/routing';
import { steps, Tutorial } from './fib/tutorial';

const cleanup = steps[steps.length - 1];
let ingress: IngressForward;
let tutorial: Tutorial;

beforeAll(async () => {
  await ensureNamespaceAbsent('fib');
  ingress = await IngressForward.open();
  tutorial = new Tutorial(ingress);
  try {
    for (const step of steps.slice(0, -1)) await tutorial.run(step);
  } finally {
    // If a step failed before it created the namespace, report the error of that step.
    await markAsTestNamespace('fib').catch(() => undefined);
  }
});

afterAll(async () => {
  tutorial?.close();
  ingress?.close();
  await deleteNamespace('fib');
});

test('strict validation accepts the manifests', async () => {
  await apply(readFileSync('dist/fib.k8s.yaml', 'utf8'));
});

test('all pods of every Deployment are ready', async () => {
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
  const rejected = kubectl('exec', '--namespace', 'fib', 'deployment/server', '--', ...asServer);
  await expect(rejected).rejects.toThrow('password authentication failed');
});

test('process 1 of Postgres is Postgres', async () => {
  const printed = await kubectl('exec', '--namespace', 'fib', 'deployment/postgres', '--', 'cat', '/proc/1/comm');
  expect(printed.trim()).toBe('postgres');
});

describe('an undeclared pod that connects to Redis', () => {
  const [connect] = blocks('sh enforced', page('docs/network-policies.md'));
  const [pruneCommand] = blocks('sh prune', page('docs/upgrading.md'));
  const listPolicies = () => kubectl('get', 'networkpolicies', '--namespace', 'fib', '--output', 'name');

  test('gets no reply while policies are enforced', async () => {
    expect(await tutorial.run(`{ ${connect}} 2>&1 || true`)).not.toContain('PONG');
  });

  test('gets a reply without policies', async () => {
    await kubectl('delete', 'networkpolicies', '--namespace', 'fib', '--all');
    expect(await tutorial.run(connect)).toContain('PONG');
    await apply(readFileSync('dist/fib.k8s.yaml', 'utf8'));
  });

  test('pruning keeps declared policies', async () => {
    const before = await listPolicies();
    await tutorial.run(pruneCommand);
    expect(await listPolicies()).toBe(before);
  });
});

describeImages();
describeRouting(() => ingress);
describePage(() => ingress);
describeOutages(() => ingress);

test('the last step of the tutorial deletes the application', async () => {
  await tutorial.run(cleanup);
  expect(await kubectl('get', 'namespace', 'fib', '--ignore-not-found')).toBe('');
});
