import { readFileSync } from 'node:fs';
import { stacks, synthesize } from './stacks';
import type { Manifests } from '../manifests';

const all = new Map(stacks.map((name) => [name, synthesize(name)]));
const found = (name: string): Manifests => all.get(name)!;

test('the list of examples is complete', () => {
  const listed = [...readFileSync('examples/README.md', 'utf8').matchAll(/^\| \[`([\w-]+)`\]/gm)].map(
    ([, name]) => name,
  );
  expect(listed.sort()).toEqual([...stacks, 'fib'].sort());
});

test.each(stacks)('%s consists of these objects', (name) => {
  expect(
    found(name).objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`),
  ).toMatchSnapshot();
});

test('blog: articles calls comments, and both use the same Postgres', () => {
  const { COMMENTS_HOST, COMMENTS_PORT, ...rest } = found('blog').environment('articles');
  expect([COMMENTS_HOST, COMMENTS_PORT]).toEqual(['comments', '5000']);
  expect(found('blog').environment('comments')).toEqual(rest);
  expect(rest.PGHOST).toBe('postgres');
});

test('shop: the database is outside the cluster', () => {
  const { PGHOST, PGPASSWORD, PGSSLMODE, PGSSLROOTCERT } = found('shop').environment('server');
  expect([PGHOST, PGPASSWORD]).toEqual(['orders.example.com', 'secret/orders/password']);
  expect([PGSSLMODE, PGSSLROOTCERT]).toEqual(['verify-full', '/etc/database-ca/orders-ca/ca.crt']);
  expect(found('shop').folders('server')).toHaveProperty(['/etc/database-ca/orders-ca/ca.crt'], 'files');
  expect(found('shop').all('PersistentVolumeClaim')).toEqual([]);
});

test('shared-stream: two workers read the stream of the server, which survives the pod of Redis', () => {
  const photos = found('shared-stream');
  expect(photos.get('Deployment', 'worker').spec.replicas).toBe(2);
  expect(photos.environment('worker').STREAM).toBe(photos.environment('upload').STREAM);
  expect(photos.environment('worker').REDIS_HOST).toBe('redis');
  expect(Object.values(photos.folders('redis'))).toContain('claim redis');
});

test('import-into-chart: the objects of both libraries refer to each other', () => {
  const wiki = found('import-into-chart');
  expect(wiki.environment('server').WIKI_SETTINGS).toBe(wiki.get('ConfigMap').metadata.name);
  expect(wiki.environment('server').SESSION_KEY).toBe('secret/wiki-session/key');
  const [{ env }] = wiki.get('CronJob').spec.jobTemplate.spec.template.spec.containers;
  expect(env).toEqual([{ name: 'SERVER', value: 'http://server:5000' }]);
  expect(wiki.get('Service', 'server').spec.ports[0].port).toBe(5000);
});
