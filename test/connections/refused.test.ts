// What would have been taken, and then not have worked: addresses that policies cannot follow, names that are taken.
import { App, Chart } from 'cdk8s';
import type { WebStack } from 'cdk8s-webstack';
import {
  Connection,
  ExternalService,
  Health,
  IngressNginxRoutes,
  Password,
  Platform,
  Postgres,
  Redis,
  Route,
  Server,
  Worker,
  type Tls,
} from 'cdk8s-webstack';
import { mistakes } from '../manifests';

const image = 'example/server:1.4.0';

const inCluster = (host: string) =>
  `host is "${host}", a Service of this cluster, of which policies have to know the pods; use Connection.toEndpoint, or name the component itself`;

test.each(['redis', 'redis.data.svc', 'redis.data.svc.cluster.local'])(
  'an external host in the cluster: %s',
  (host) => {
    const declare = (stack: WebStack) => new ExternalService(stack, 'other', { host, port: 80 });
    expect(mistakes(declare)).toEqual([`[app/other] ${inCluster(host)}`]);
  },
);

test.each(['svc.example.com', 'cluster.local.example.com', '203.0.113.7'])('not one outside: %s', (host) => {
  expect(mistakes((stack) => new ExternalService(stack, 'other', { host, port: 80 }))).toEqual([]);
});

test('a list of addresses with none in it', () => {
  const message = 'cidrs is empty; name at least one range of addresses, or leave it out for any address';
  const host = 'mail.example.com';
  expect(mistakes((stack) => new ExternalService(stack, 'mail', { host, port: 25, cidrs: [] }))).toEqual([
    `[app/mail] ${message}`,
  ]);
  expect(mistakes((stack) => Redis.external(stack, 'redis', { host, cidrs: [] }))).toEqual([`[app/redis] ${message}`]);
});

test('a chart without a namespace that lets in others', () => {
  const app = new App();
  new Redis(new Chart(app, 'mine'), 'redis', { admitNamespaces: ['shop'] });
  expect(() => app.synthYaml()).toThrow(
    '[mine/redis] admitNamespaces lets others to a chart that names no namespace, where nobody could find it; give the chart the namespace',
  );
});

test('a component that is called as the ServiceAccount of every namespace', () => {
  expect(mistakes((stack) => new Redis(stack, 'default'))).toEqual([
    '[app/default] the name "default" is that of every namespace\'s own ServiceAccount; choose another id',
  ]);
});

test.each(['default', 'kube-system'])("a Namespace that is the cluster's own: %s", (namespace) => {
  const message = `[app] the namespace "${namespace}" is the cluster's own; choose another one, or set createNamespace: false`;
  expect(mistakes(() => undefined, { namespace })).toEqual([message]);
  expect(mistakes(() => undefined, { namespace, createNamespace: false })).toEqual([]);
});

test('a password in a Secret without its key', () => {
  const password = (Password.fromSecret as (name: string) => Password)('database');
  const message =
    "Password.fromSecret has no key; name the Secret and the key in it: Password.fromSecret('pgpassword', 'PGPASSWORD')";
  expect(mistakes((stack) => new Redis(stack, 'redis', { password }))).toEqual([`[app/redis] ${message}`]);
  expect(mistakes((stack) => new Postgres(stack, 'postgres', { password }))).toEqual([`[app/postgres] ${message}`]);
  const host = 'db.example.com';
  expect(mistakes((stack) => Postgres.external(stack, 'db', { host, password }))).toEqual([`[app/db] ${message}`]);
  expect(mistakes((stack) => Redis.external(stack, 'db', { host, password }))).toEqual([`[app/db] ${message}`]);
});

test('something else in the place of a Tls: with one message', () => {
  const tls = Health.none() as unknown as Tls;
  const declare = (stack: WebStack) => {
    const routes = [Route.prefix('/', new Server(stack, 'server', { image }))];
    new IngressNginxRoutes(stack, 'routes', { routes, tls });
  };
  expect(mistakes(declare, { platform: Platform.eks() })).toEqual([
    "[app/routes] tls is a Health; allowed is a Tls, such as Tls.secret('shop-tls')",
  ]);
});

test('an endpoint in another namespace whose list of namespaces is none', () => {
  const endpoint = { service: 'x', port: 1, containerPort: 1, podLabels: { app: 'x' }, namespace: 'data' };
  const other = { ...endpoint, admitNamespaces: null as unknown as string[] };
  const uses = [Connection.toEndpoint(other, { hostVariable: 'HOST', portVariable: 'PORT' })];
  const found = mistakes((stack) => new Worker(stack, 'worker', { image, uses }));
  expect(found).toContain('[app/worker] the endpoint.admitNamespaces is null; allowed is a list of namespaces');
});
