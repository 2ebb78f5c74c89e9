// Who may connect to a component, and where it may connect to.
import { App, Chart } from 'cdk8s';
import { Client, Connection, Postgres, Redis, Server, WebStack, Worker, type Endpoint } from 'cdk8s-webstack';
import { render, renderApp, yaml, type Manifest, type Manifests } from '../manifests';

const image = 'example/server:1.4.0';

/** Pods of the test's stack, as a policy names them. */
const pods = (name: string, instance = 'app') => ({
  podSelector: { matchLabels: { 'app.kubernetes.io/instance': instance, 'app.kubernetes.io/name': name } },
});
const namespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
const bearing = (label: string) => ({ podSelector: { matchExpressions: [{ key: label, operator: 'Exists' }] } });
const tcp = (port: number) => ({ protocol: 'TCP', port });

const policy = (manifests: Manifests, name: string): Manifest => manifests.get('NetworkPolicy', name).spec;

/** Where a component connects to, less the resolution of names. */
const egress = (manifests: Manifests, name: string): Manifest[] => policy(manifests, name).egress.slice(0, -1);

test('the policy of a server that uses a Redis', () => {
  const manifests = render((stack) => new Server(stack, 'server', { image, uses: [new Redis(stack, 'redis')] }));
  expect(yaml(manifests.get('NetworkPolicy', 'server'))).toMatchSnapshot();
});

describe('the policies of an application', () => {
  const manifests = render((stack) => {
    const redis = new Redis(stack, 'redis');
    const postgres = new Postgres(stack, 'postgres');
    const server = new Server(stack, 'server', { image, uses: [redis, postgres] });
    new Client(stack, 'client', { image, uses: [server] });
    new Worker(stack, 'worker', { image, uses: [redis] });
  });

  test('are one for each component, which selects its pods and no others', () => {
    const all = manifests.all('NetworkPolicy');
    expect(all.map(({ metadata }) => metadata.name)).toEqual(['redis', 'postgres', 'server', 'client', 'worker']);
    for (const { metadata, spec } of all) {
      const { selector, template } = manifests.get('Deployment', metadata.name).spec;
      expect(spec.podSelector).toEqual(selector);
      expect(template.metadata.labels).toMatchObject(selector.matchLabels);
      expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
    }
  });

  test.each([
    ['redis', 6379],
    ['postgres', 5432],
    ['server', 5000],
    ['client', 3000],
  ])('let to %s whoever bears the label of its consumers, at port %i', (name, port) => {
    expect(policy(manifests, name).ingress).toEqual([
      { from: [bearing(`app.uses.webstack/${name}`)], ports: [tcp(port)] },
    ]);
  });

  test('let nobody to a worker', () => {
    expect(policy(manifests, 'worker')).not.toHaveProperty('ingress');
  });

  test.each<[string, object[]]>([
    ['redis', []],
    ['postgres', []],
    [
      'server',
      [
        { to: [pods('redis')], ports: [tcp(6379)] },
        { to: [pods('postgres')], ports: [tcp(5432)] },
      ],
    ],
    ['client', [{ to: [pods('server')], ports: [tcp(5000)] }]],
    ['worker', [{ to: [pods('redis')], ports: [tcp(6379)] }]],
  ])('let %s out to what it uses', (name, expected) => {
    expect(egress(manifests, name)).toEqual(expected);
  });

  test('let everybody have names resolved, last', () => {
    for (const { spec } of manifests.all('NetworkPolicy')) {
      expect(spec.egress.at(-1)).toEqual({
        to: [
          { ...namespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } },
          { ipBlock: { cidr: '169.254.20.10/32' } },
        ],
        ports: [{ protocol: 'UDP', port: 53 }, tcp(53)],
      });
    }
  });
});

test('a provider under two names is one rule', () => {
  const manifests = render((stack) => {
    const redis = new Redis(stack, 'redis');
    new Server(stack, 'server', { image, uses: [redis, redis.connection.prefixed('QUEUE_')] });
  });
  expect(Object.keys(manifests.environment('server'))).toHaveLength(4);
  expect(egress(manifests, 'server')).toEqual([{ to: [pods('redis')], ports: [tcp(6379)] }]);
});

describe('a provider admits', () => {
  const admitted = (admitNamespaces?: string[]) =>
    policy(
      render((stack) => new Redis(stack, 'redis', { admitNamespaces })),
      'redis',
    ).ingress[0].from;
  const own = bearing('app.uses.webstack/redis');

  test.each([[undefined], [[]], [['app']]])('its own namespace alone where it names %j', (named) => {
    expect(admitted(named)).toEqual([own]);
  });

  test.each([[['shop']], [['shop', 'shop']], [['app', 'shop']]])('those that bear its label in %j', (named) => {
    expect(admitted(named)).toEqual([own, { ...namespace('shop'), ...own }]);
  });

  test('several namespaces', () => {
    const values = ['shop', 'blog'];
    const expressions = [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }];
    const several = { namespaceSelector: { matchExpressions: expressions }, ...own };
    expect(admitted(values)).toEqual([own, several]);
  });

  test.each([
    ['a server', (stack: WebStack) => new Server(stack, 'x', { image, admitNamespaces: ['shop'] })],
    ['a client', (stack: WebStack) => new Client(stack, 'x', { image, admitNamespaces: ['shop'] })],
    ['a Postgres', (stack: WebStack) => new Postgres(stack, 'x', { admitNamespaces: ['shop'] })],
  ])('another namespace as %s', (_, declare) => {
    const label = bearing('app.uses.webstack/x');
    expect(policy(render(declare), 'x').ingress[0].from).toEqual([label, { ...namespace('shop'), ...label }]);
  });
});

describe('a consumer', () => {
  const consuming = (data: (app: App) => Chart, shop: (app: App) => Chart) => {
    const app = new App();
    const redis = new Redis(data(app), 'redis', { admitNamespaces: ['shop'] });
    new Server(shop(app), 'server', { image, uses: [redis] });
    const manifests = renderApp(app);
    const { labels } = manifests.get('Deployment', 'server').spec.template.metadata;
    return { to: egress(manifests, 'server')[0].to, from: policy(manifests, 'redis').ingress[0].from, labels };
  };

  test('in another namespace connects there, and bears the label that is admitted from there', () => {
    const { to, from, labels } = consuming(
      (app) => new WebStack(app, 'data'),
      (app) => new WebStack(app, 'shop'),
    );
    expect(to).toEqual([{ ...namespace('data'), ...pods('redis', 'data') }]);
    expect(from[1]).toEqual({ ...namespace('shop'), ...bearing('data.uses.webstack/redis') });
    expect(labels['data.uses.webstack/redis']).toBe('true');
  });

  test('in another chart of the same namespace connects inside it', () => {
    const { to } = consuming(
      (app) => new WebStack(app, 'data', { namespace: 'shop' }),
      (app) => new Chart(app, 'more', { namespace: 'shop' }),
    );
    expect(to).toEqual([pods('redis', 'data')]);
  });

  test('in a chart without a namespace connects to its own, wherever it is applied', () => {
    const chart = new Chart(new App(), 'mine');
    const server = new Server(chart, 'server', { image, uses: [new Redis(chart, 'redis')] });
    const manifests = renderApp(server.node.root as App);
    expect(egress(manifests, 'server')).toEqual([{ to: [pods('redis', 'mine')], ports: [tcp(6379)] }]);
    expect(policy(manifests, 'redis').ingress[0].from).toEqual([bearing('uses.webstack/redis')]);
    expect(manifests.get('Deployment', 'server').spec.template.metadata.labels['uses.webstack/redis']).toBe('true');
  });

  test('of pods that are none of the library connects to their container, not to the port of the Service', () => {
    const endpoint: Endpoint = { service: 'nats', port: 80, containerPort: 4222, podLabels: { app: 'nats' } };
    const nats = Connection.toEndpoint(endpoint, { hostVariable: 'NATS_HOST', portVariable: 'NATS_PORT' });
    const manifests = render((stack) => new Server(stack, 'server', { image, uses: [nats] }));
    expect(egress(manifests, 'server')).toEqual([
      { to: [{ podSelector: { matchLabels: { app: 'nats' } } }], ports: [tcp(4222)] },
    ]);
    expect(manifests.all('NetworkPolicy')).toHaveLength(1);
  });
});
