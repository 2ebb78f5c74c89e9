// A namespace that a stack creates denies by default, and is open for what the declaration names.
import { ApiObject, App, Chart } from 'cdk8s';
import {
  Connection,
  Password,
  Platform,
  Redis,
  Server,
  WebStack,
  Worker,
  Peer,
  type WebStackProps,
} from 'cdk8s-webstack';
import { errors, render, renderApp, yaml, type Manifests } from '../manifests';

const password = Password.none();
const image = 'example/server:1.4.0';
const nats = { service: 'nats', port: 4222, containerPort: 4222, podLabels: { app: 'nats' } };
const NAMES = { hostVariable: 'NATS_HOST', portVariable: 'NATS_PORT' };

/** The policies of namespaces, as `namespace/name`: those of components have no dot in their names. */
function policiesOf(manifests: Manifests): string[] {
  const own = manifests.all('NetworkPolicy').filter(({ metadata }) => metadata.name.includes('.'));
  return own.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
}

test('denies all traffic by default, and mounts no token of the ServiceAccount "default"', () => {
  const manifests = render(() => undefined);
  expect(yaml(...manifests.objects.slice(1))).toMatchSnapshot();
});

test.each<[string, WebStackProps]>([
  ['isolated is false', { isolated: false }],
  ['the stack does not create the namespace', { createNamespace: false }],
])('leaves the namespace alone if %s', (_, props) => {
  const manifests = render((stack) => new Server(stack, 'server', { image, uses: [new Redis(stack, 'redis')] }), props);
  expect(policiesOf(manifests)).toEqual([]);
  expect(manifests.all('ServiceAccount').map(({ metadata }) => metadata.name)).toEqual(['redis', 'server']);
});

test('rejects isolated: true for a namespace that the stack does not create', () => {
  expect(errors(() => undefined, { createNamespace: false, isolated: true })).toEqual([
    '[app] isolated is true, but createNamespace is false; allowed: false (only a namespace that the stack creates is isolated). Remove isolated.',
  ]);
});

test('lets pods with a consumer label resolve names and connect to the provider', () => {
  const manifests = render((stack) => new Redis(stack, 'redis'));
  expect(yaml(manifests.get('NetworkPolicy', 'redis.consumers'))).toMatchSnapshot();
});

test('exposes its objects', () => {
  const stack = new WebStack(new App(), 'shop');
  new Redis(stack, 'redis');
  expect(stack.serviceAccount?.name).toBe('default');
  expect(Object.keys(stack.networkPolicies)).toEqual(['namespace.default-deny', 'redis.consumers']);
  expect(new WebStack(new App(), 'open', { isolated: false }).networkPolicies).toEqual({});
});

describe('consumers in another namespace', () => {
  const declare = (stacks: string[], allowNamespaces: string[]) => {
    const app = new App();
    const platform = Platform.generic({ dns: [Peer.cidr('172.20.0.10/32')] });
    const charts = stacks.map((id) => new WebStack(app, id, id === 'shop' ? { platform } : {}));
    const data = charts.find(({ node }) => node.id === 'data')!;
    new Redis(data, 'redis', { allowNamespaces, password });
    return renderApp(app);
  };

  test.each([[['data', 'shop']], [['shop', 'data']]])('may connect, with stacks in the order %j', (stacks) => {
    const manifests = declare(stacks, ['shop', 'shop', 'data']);
    expect(policiesOf(manifests).sort()).toEqual([
      'data/namespace.default-deny',
      'data/redis.consumers',
      'shop/namespace.default-deny',
      'shop/redis.data.consumers',
    ]);
    const { spec } = manifests.get('NetworkPolicy', 'redis.data.consumers');
    expect(spec.podSelector.matchExpressions).toEqual([{ key: 'data.uses.webstack/redis', operator: 'Exists' }]);
    expect(spec.egress[0].to[0].namespaceSelector.matchLabels).toEqual({ 'kubernetes.io/metadata.name': 'data' });
    expect(spec.egress[1].to).toEqual([{ ipBlock: { cidr: '172.20.0.10/32' } }]); // the names of their own platform
  });

  test('may not connect if the provider does not allow their namespace', () => {
    expect(policiesOf(declare(['data', 'shop'], []))).not.toContain('shop/redis.data.consumers');
  });

  test('may connect if their stack is declared after the provider', () => {
    const app = new App();
    new Redis(new WebStack(app, 'data'), 'redis', { allowNamespaces: ['shop'], password });
    new WebStack(app, 'shop');
    expect(policiesOf(renderApp(app))).toContain('shop/redis.data.consumers');
  });
});

test('covers components of other charts in the namespace, declared before and after the stack', () => {
  const app = new App();
  new Redis(new Chart(app, 'before', { namespace: 'shop' }), 'redis', { password });
  new WebStack(app, 'stack', { namespace: 'shop' });
  new Server(new Chart(app, 'after', { namespace: 'shop' }), 'server', { image });
  expect(policiesOf(renderApp(app))).toEqual([
    'shop/namespace.default-deny',
    'shop/redis.consumers',
    'shop/server.consumers',
  ]);
});

describe('a provider of another library', () => {
  const policies = (...endpoints: (typeof nats)[]) => {
    const uses = endpoints.map((endpoint) => Connection.toEndpoint(endpoint, NAMES));
    return render((stack) => uses.forEach((each, index) => new Worker(stack, `w${index}`, { image, uses: [each] })));
  };

  test('accepts connections of its declared consumers', () => {
    const manifests = policies(nats);
    expect(policiesOf(manifests)).toEqual([
      'app/namespace.default-deny',
      'app/nats.4222.provider',
      'app/nats.4222.consumers',
    ]);
    expect(manifests.get('NetworkPolicy', 'nats.4222.provider').spec).toEqual({
      podSelector: { matchLabels: { app: 'nats' } },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [{ podSelector: { matchExpressions: [{ key: 'app.uses.webstack/nats', operator: 'Exists' }] } }],
          ports: [{ protocol: 'TCP', port: 4222 }],
        },
      ],
    });
  });

  test('has one policy for several consumers, and one for each of its ports', () => {
    expect(policiesOf(policies(nats, nats))).toHaveLength(3);
    const monitor = { ...nats, port: 8222, containerPort: 8222 };
    const specs = [policies(nats, monitor), policies(monitor, nats)].map((manifests) => {
      const all = policiesOf(manifests).map((name) => name.replace('app/', ''));
      return Object.fromEntries(all.sort().map((name) => [name, manifests.get('NetworkPolicy', name).spec]));
    });
    expect(Object.keys(specs[0])).toEqual([
      'namespace.default-deny',
      'nats.4222.consumers',
      'nats.4222.provider',
      'nats.8222.consumers',
      'nats.8222.provider',
    ]);
    expect(specs[1]).toEqual(specs[0]); // in any order of declaration
  });
});

test('reports an object of another library with the name of one of its own', () => {
  const declare = (stack: WebStack) =>
    new ApiObject(stack, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } });
  expect(errors(declare)).toEqual([
    '[app/account] app already creates the ServiceAccount "default". Choose another name for one of the two.',
  ]);
});
