// Which pods may connect to a component, and what it may connect to.
import { App, Chart } from 'cdk8s';
import { Client, Connection, Password, Postgres, Redis, Server, WebStack, Worker, type Endpoint } from 'cdk8s-webstack';
import { render, renderApp, yaml, type Manifest, type Manifests } from '../manifests';

const password = Password.none();

const image = 'example/server:1.4.0';

/** Pods of the test's stack, as a policy selects them. */
const pods = (name: string, instance = 'app') => ({
  podSelector: { matchLabels: { 'app.kubernetes.io/instance': instance, 'app.kubernetes.io/name': name } },
});
const namespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
const labelled = (label: string) => ({ podSelector: { matchExpressions: [{ key: label, operator: 'Exists' }] } });
const tcp = (port: number) => ({ protocol: 'TCP', port });

const policy = (manifests: Manifests, name: string): Manifest => manifests.get('NetworkPolicy', name).spec;

/** The policies of components, without those of the namespace, whose names contain a dot. */
const componentPolicies = (manifests: Manifests): Manifest[] =>
  manifests.all('NetworkPolicy').filter(({ metadata }) => !metadata.name.includes('.'));

/** The egress rules of a component, without the one for name resolution. */
const egress = (manifests: Manifests, name: string): Manifest[] => policy(manifests, name).egress.slice(0, -1);

test('renders the policy of a server that uses a Redis', () => {
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

  test('select the pods of one component each', () => {
    const all = componentPolicies(manifests);
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
  ])('allow pods with the consumer label of %s to connect to port %i', (name, port) => {
    expect(policy(manifests, name).ingress).toEqual([
      { from: [labelled(`app.uses.webstack/${name}`)], ports: [tcp(port)] },
    ]);
  });

  test('allow no traffic to a worker', () => {
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
  ])('allow %s to connect to its providers', (name, expected) => {
    expect(egress(manifests, name)).toEqual(expected);
  });

  test('allow name resolution in their last rule', () => {
    for (const { spec } of componentPolicies(manifests)) {
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

test('renders one rule for a provider that is used twice', () => {
  const manifests = render((stack) => {
    const redis = new Redis(stack, 'redis');
    new Server(stack, 'server', { image, uses: [redis, redis.connection.prefixed('QUEUE_')] });
  });
  expect(Object.keys(manifests.environment('server'))).toHaveLength(4);
  expect(egress(manifests, 'server')).toEqual([{ to: [pods('redis')], ports: [tcp(6379)] }]);
});

describe('a provider allows', () => {
  const allowed = (allowNamespaces?: string[]) =>
    policy(
      render((stack) => new Redis(stack, 'redis', { allowNamespaces })),
      'redis',
    ).ingress[0].from;
  const own = labelled('app.uses.webstack/redis');

  test.each([[undefined], [[]], [['app']]])('only its own namespace if allowNamespaces is %j', (namespaces) => {
    expect(allowed(namespaces)).toEqual([own]);
  });

  test.each([[['shop']], [['shop', 'shop']], [['app', 'shop']]])('pods with its consumer label in %j', (namespaces) => {
    expect(allowed(namespaces)).toEqual([own, { ...namespace('shop'), ...own }]);
  });

  test('several namespaces', () => {
    const values = ['shop', 'blog'];
    const expressions = [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }];
    const several = { namespaceSelector: { matchExpressions: expressions }, ...own };
    expect(allowed(values)).toEqual([own, several]);
  });

  test.each([
    ['a server', (stack: WebStack) => new Server(stack, 'x', { image, allowNamespaces: ['shop'] })],
    ['a client', (stack: WebStack) => new Client(stack, 'x', { image, allowNamespaces: ['shop'] })],
    ['a Postgres', (stack: WebStack) => new Postgres(stack, 'x', { allowNamespaces: ['shop'] })],
  ])('another namespace if it is %s', (_, declare) => {
    const label = labelled('app.uses.webstack/x');
    expect(policy(render(declare), 'x').ingress[0].from).toEqual([label, { ...namespace('shop'), ...label }]);
  });
});

describe('a consumer', () => {
  const consuming = (data: (app: App) => Chart, shop: (app: App) => Chart) => {
    const app = new App();
    const redis = new Redis(data(app), 'redis', { password, allowNamespaces: ['shop'] });
    new Server(shop(app), 'server', { image, uses: [redis] });
    const manifests = renderApp(app);
    const { labels } = manifests.get('Deployment', 'server').spec.template.metadata;
    return { to: egress(manifests, 'server')[0].to, from: policy(manifests, 'redis').ingress[0].from, labels };
  };

  test('in another namespace connects there, and has the consumer label that is allowed from there', () => {
    const { to, from, labels } = consuming(
      (app) => new WebStack(app, 'data'),
      (app) => new WebStack(app, 'shop'),
    );
    expect(to).toEqual([{ ...namespace('data'), ...pods('redis', 'data') }]);
    expect(from[1]).toEqual({ ...namespace('shop'), ...labelled('data.uses.webstack/redis') });
    expect(labels['data.uses.webstack/redis']).toBe('true');
  });

  test('in another chart of the same namespace connects inside that namespace', () => {
    const { to } = consuming(
      (app) => new WebStack(app, 'data', { namespace: 'shop' }),
      (app) => new Chart(app, 'more', { namespace: 'shop' }),
    );
    expect(to).toEqual([pods('redis', 'data')]);
  });

  test('in a chart without a namespace connects inside its own, whichever it is', () => {
    const chart = new Chart(new App(), 'mine');
    const server = new Server(chart, 'server', { image, uses: [new Redis(chart, 'redis', { password })] });
    const manifests = renderApp(server.node.root as App);
    expect(egress(manifests, 'server')).toEqual([{ to: [pods('redis', 'mine')], ports: [tcp(6379)] }]);
    expect(policy(manifests, 'redis').ingress[0].from).toEqual([labelled('uses.webstack/redis')]);
    expect(manifests.get('Deployment', 'server').spec.template.metadata.labels['uses.webstack/redis']).toBe('true');
  });

  test('of pods that the library did not create connects to the port of their container, not of the Service', () => {
    const endpoint: Endpoint = { service: 'nats', port: 80, containerPort: 4222, podLabels: { app: 'nats' } };
    const nats = Connection.toEndpoint(endpoint, { hostVariable: 'NATS_HOST', portVariable: 'NATS_PORT' });
    const manifests = render((stack) => new Server(stack, 'server', { image, uses: [nats] }));
    expect(egress(manifests, 'server')).toEqual([
      { to: [{ podSelector: { matchLabels: { app: 'nats' } } }], ports: [tcp(4222)] },
    ]);
    expect(componentPolicies(manifests)).toHaveLength(1);
  });
});
