// Declarations that would render, but not work: addresses that policies cannot express, names that are in use.
import { ApiObject, App, Chart } from 'cdk8s';
import {
  Connection,
  DatabaseTls,
  ExternalService,
  Health,
  IngressNginxRoutes,
  Password,
  Platform,
  Postgres,
  Redis,
  Route,
  Server,
  WebStack,
  Worker,
  type Tls,
} from 'cdk8s-webstack';
import { errors } from '../manifests';

const image = 'example/server:1.4.0';

function errorsOf(app: App): string[] {
  try {
    app.synthYaml();
  } catch (error) {
    const [, ...lines] = (error as Error).message.split('\n');
    return lines.map((line) => line.trim());
  }
  return [];
}

const inCluster = (host: string) =>
  `host is "${host}"; allowed: a host outside the cluster (network policies select the pods of a Service, not its name). Declare the component itself in uses, or use Connection.toEndpoint.`;

test.each([
  ...['redis', 'redis.data.svc', 'redis.data.svc.cluster.local', 'redis.data.svc.example.com'],
  ...['kubernetes.default', 'kube-dns.kube-system', 'ingress-nginx-controller.ingress-nginx'],
])('rejects an external host inside the cluster: %s', (host) => {
  const declare = (stack: WebStack) => new ExternalService(stack, 'other', { host, port: 80 });
  expect(errors(declare)).toEqual([`[app/other] ${inCluster(host)}`]);
});

test.each(['redis.data', 'wiki.data'])('rejects an external host that is a Service of the app: %s', (host) => {
  const app = new App();
  const stack = new WebStack(app, 'shop', { platform: Platform.minikube() });
  new ExternalService(stack, 'one', { host, port: 80 });
  Redis.external(stack, 'two', { host, tls: DatabaseTls.none(), password: Password.fromSecret('redis', 'password') });
  const uses = [Connection.toAddress(host, 80, { hostVariable: 'HOST', portVariable: 'PORT' })];
  new Worker(stack, 'three', { image, uses });
  const data = new WebStack(app, 'data', { platform: Platform.minikube() });
  new Redis(data, 'redis');
  new ApiObject(data, 'wiki', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'wiki' } });
  expect(errorsOf(app)).toEqual(['one', 'two', 'three'].map((id) => `[shop/${id}] ${inCluster(host)}`));
});

test.each(['svc.example.com', 'cluster.local.example.com', '203.0.113.7'])(
  'accepts an external host outside the cluster: %s',
  (host) => {
    expect(errors((stack) => new ExternalService(stack, 'other', { host, port: 80 }))).toEqual([]);
  },
);

test('rejects an empty list of address ranges', () => {
  const message = 'cidrs is empty. Add an address range, or leave the property out to allow any address.';
  const host = 'mail.example.com';
  expect(errors((stack) => new ExternalService(stack, 'mail', { host, port: 25, cidrs: [] }))).toEqual([
    `[app/mail] ${message}`,
  ]);
  expect(errors((stack) => Redis.external(stack, 'redis', { tls: DatabaseTls.none(), host, cidrs: [] }))).toEqual([
    `[app/redis] ${message}`,
  ]);
});

test('rejects allowNamespaces in a chart without a namespace', () => {
  const app = new App();
  new Redis(new Chart(app, 'mine'), 'redis', { allowNamespaces: ['shop'] });
  expect(() => app.synthYaml()).toThrow(
    '[mine/redis] allowNamespaces is set, but the chart has no namespace, so pods of other namespaces cannot find the Service. Set the namespace of the chart.',
  );
});

test('rejects a component named like the ServiceAccount of every namespace', () => {
  expect(errors((stack) => new Redis(stack, 'default'))).toEqual([
    '[app/default] the name "default" belongs to the ServiceAccount of every namespace. Choose another id.',
  ]);
});

test.each([
  ...['default', 'kube-system', 'openshift-dns'].map((namespace) => [namespace, 'belongs to the cluster']),
  ['ingress-nginx', 'holds the ingress controller or DNS of the platform'],
  ...['cert-manager', 'velero'].map((namespace) => [namespace, 'belongs to an add-on of the cluster']),
  ['kruise-system', 'ends in "-system", as those of add-ons do'],
])('rejects a Namespace that belongs to others: %s', (namespace, whose) => {
  const message = `[app] the namespace "${namespace}" ${whose}. Choose another one, or set createNamespace: false.`;
  expect(errors(() => undefined, { namespace })).toEqual([message]);
  expect(errors(() => undefined, { namespace, createNamespace: false })).toEqual([]);
});

test('rejects a Secret of a password without its key', () => {
  const password = (Password.fromSecret as (name: string) => Password)('database');
  const message =
    "the key of Password.fromSecret is missing. Name the Secret and its key: Password.fromSecret('pgpassword', 'PGPASSWORD').";
  expect(errors((stack) => new Redis(stack, 'redis', { password }))).toEqual([`[app/redis] ${message}`]);
  expect(errors((stack) => new Postgres(stack, 'postgres', { password }))).toEqual([`[app/postgres] ${message}`]);
  const host = 'db.example.com';
  expect(errors((stack) => Postgres.external(stack, 'db', { tls: DatabaseTls.none(), host, password }))).toEqual([
    `[app/db] ${message}`,
  ]);
  expect(errors((stack) => Redis.external(stack, 'db', { tls: DatabaseTls.none(), host, password }))).toEqual([
    `[app/db] ${message}`,
  ]);
});

test('reports a value that is not a Tls once', () => {
  const tls = Health.none() as unknown as Tls;
  const declare = (stack: WebStack) => {
    const routes = [Route.prefix('/', new Server(stack, 'server', { image }))];
    new IngressNginxRoutes(stack, 'routes', { routes, tls });
  };
  expect(errors(declare, { platform: Platform.eks() })).toEqual([
    "[app/routes] tls is a Health; allowed: a Tls, such as Tls.secret('shop-tls').",
  ]);
});

test('reports an endpoint of another namespace with an invalid list of namespaces once', () => {
  const endpoint = { service: 'x', port: 1, containerPort: 1, podLabels: { app: 'x' }, namespace: 'data' };
  const other = { ...endpoint, allowNamespaces: null as unknown as string[] };
  const uses = [Connection.toEndpoint(other, { hostVariable: 'HOST', portVariable: 'PORT' })];
  expect(errors((stack) => new Worker(stack, 'worker', { image, uses }))).toEqual([
    '[app/worker] endpoint.allowNamespaces is null; allowed: a list of namespaces.',
  ]);
});
