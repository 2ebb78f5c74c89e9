// The committed manifests of the reference application, brought to a real cluster by the commands of README, behind the
// real ingress-nginx.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { blocks } from '../readme';
import { absentNamespace, apply, dropNamespace, eventually, FrontDoor, kubectl, mark } from './cluster';
import { answeredBy } from './http';

let door: FrontDoor;

beforeAll(async () => {
  const [commands] = blocks('sh cluster');
  await absentNamespace('fib');
  execFileSync('bash', ['-euc', commands], { stdio: 'pipe' });
  await mark('fib');
  door = await FrontDoor.open();
});

afterAll(async () => {
  door?.close();
  await dropNamespace('fib');
});

test('the strictest validation takes the manifests', async () => {
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

test('the server asks Postgres and Redis, knowing nothing but its environment', async () => {
  const printed = await kubectl('exec', '--namespace', 'fib', 'deployment/server', '--', 'node', 'stores.js');
  expect(JSON.parse(printed)).toEqual({ rows: [{ one: 1 }], pong: 'PONG' });
});

test('Postgres refuses a wrong password', async () => {
  const wrong = [
    'exec',
    '--namespace',
    'fib',
    'deployment/server',
    '--',
    'env',
    'PGPASSWORD=wrong',
    'node',
    'stores.js',
  ];
  await expect(kubectl(...wrong)).rejects.toThrow('password authentication failed');
});

test('process 1 of Postgres is Postgres', async () => {
  const printed = await kubectl('exec', '--namespace', 'fib', 'deployment/postgres', '--', 'cat', '/proc/1/comm');
  expect(printed.trim()).toBe('postgres');
});

describe('through the front door,', () => {
  beforeAll(() => eventually('the routes', async () => (await answeredBy(door, '/api')) === 'server saw /'));

  test.each([
    ['/', 'client saw /'],
    ['/index.html', 'client saw /index.html'],
    ['/api', 'server saw /'],
    ['/api/', 'server saw /'],
    ['/api/values/all', 'server saw /values/all'],
    ['/api/values/current?x=1', 'server saw /values/current?x=1'],
    ['/apix', 'client saw /apix'],
    ['/API/x', 'server saw /x'],
    ['/api//x', 'server saw /x'],
    ['/api/a%20b', 'server saw /a%20b'],
  ])('%s: %s', async (path, expected) => {
    expect(await answeredBy(door, path)).toBe(expected);
  });
});
