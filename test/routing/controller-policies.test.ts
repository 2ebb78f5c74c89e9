// The policies that admit the ingress controller to routed components.
import { App, Chart } from 'cdk8s';
import {
  Client,
  IngressNginxRoutes,
  Peer,
  Platform,
  Route,
  Server,
  Tls,
  WebStack,
  type Endpoint,
  type IngressNginxRoutesProps,
} from 'cdk8s-webstack';
import { errors, render, renderApp, yaml } from '../manifests';

const image = 'example/server:1.4.0';

const INGRESS_NGINX = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } },
  podSelector: {
    matchLabels: { 'app.kubernetes.io/component': 'controller', 'app.kubernetes.io/name': 'ingress-nginx' },
  },
};

/** The routes' own policies. */
function controllerPolicies(
  routes: (server: Server, client: Client) => Route[],
  platform = Platform.minikube(),
  more: Partial<IngressNginxRoutesProps> = {},
) {
  const manifests = render(
    (stack) => {
      const [server, client] = [new Server(stack, 'server', { image }), new Client(stack, 'client', { image })];
      new IngressNginxRoutes(stack, 'routes', { routes: routes(server, client), tls: Tls.none(), ...more });
    },
    { platform },
  );
  return manifests.all('NetworkPolicy').filter(({ metadata }) => metadata.name.startsWith('routes'));
}

const names = (...declared: Parameters<typeof controllerPolicies>) =>
  controllerPolicies(...declared).map(({ metadata }) => metadata.name);

test('admits the controller to a routed component', () => {
  expect(yaml(...controllerPolicies((server) => [Route.prefix('/', server)]))).toMatchSnapshot();
});

test('creates one policy per component, for any number of paths', () => {
  const policies = names((server, client) => [
    Route.prefix('/', client),
    Route.prefix('/api', server, { stripPrefix: true }),
    Route.exact('/healthz', server),
    Route.prefix('/v2', server),
  ]);
  expect(policies).toEqual(['routes-client', 'routes-server']);
});

test.each([false, true])('does not admit the controller to other components, with stripPrefix: %j', (stripPrefix) => {
  expect(names((server) => [Route.prefix('/api', server, { stripPrefix })])).toEqual(['routes-server']);
});

test('opens the port that the container listens on', () => {
  const manifests = render((stack) => {
    const server = new Server(stack, 'server', { image, port: 8080 });
    new IngressNginxRoutes(stack, 'routes', { routes: [Route.prefix('/', server)] });
  });
  const { ingress } = manifests.get('NetworkPolicy', 'routes-server').spec;
  expect(ingress[0].ports).toEqual([{ protocol: 'TCP', port: 8080 }]);
});

test('accepts a copy of an endpoint, as other languages pass it', () => {
  const [original] = controllerPolicies((server) => [Route.prefix('/', server)]);
  const copy = ({ endpoint }: Server) => ({ endpoint: { ...endpoint, podLabels: { ...endpoint.podLabels } } });
  expect(controllerPolicies((server) => [Route.prefix('/', copy(server))])).toEqual([original]);
  const both = names((server) => [Route.prefix('/', server), Route.prefix('/api', copy(server))]);
  expect(both).toEqual(['routes-server']);
});

test("ignores changed properties of a copy: the component's own endpoint counts", () => {
  const [original] = controllerPolicies((server) => [Route.prefix('/', server)]);
  const copy = ({ endpoint }: Server) => ({ endpoint: { ...endpoint, containerPort: 1, podLabels: { app: 'other' } } });
  expect(controllerPolicies((server) => [Route.prefix('/', copy(server))])).toEqual([original]);
});

test('accepts a copy of an endpoint of a chart without a namespace', () => {
  const chart = new Chart(new App(), 'own');
  const { endpoint } = new Server(chart, 'server', { image });
  const routes = [Route.prefix('/', { endpoint: { ...endpoint } })];
  const { networkPolicies } = new IngressNginxRoutes(chart, 'routes', { routes, tls: Tls.none() });
  expect(Object.keys(networkPolicies)).toEqual(['server']);
});

test('ignores a Service of the same name in a chart that can be applied to another namespace', () => {
  const app = new App();
  const [own, other] = ['own', 'other'].map((id) => new Chart(app, id));
  const { service, port, containerPort, podLabels } = new Server(other, 'server', { image }).endpoint;
  const routes = [Route.prefix('/', { endpoint: { service, port, containerPort, podLabels } })];
  expect(new IngressNginxRoutes(own, 'routes', { routes, tls: Tls.none() }).networkPolicies).toEqual({});
});

describe('routes to pods of another library', () => {
  const endpoint: Endpoint = { service: 'wiki', port: 80, containerPort: 8080, podLabels: { app: 'wiki' } };
  const policies = (isolated: boolean) =>
    render((stack) => new IngressNginxRoutes(stack, 'routes', { routes: [Route.prefix('/', { endpoint })] }), {
      isolated,
    }).all('NetworkPolicy');

  test('create no policy: it would deny everyone else', () => {
    expect(policies(false)).toEqual([]);
  });

  test('admit the controller to the port of their container, if the namespace denies by default', () => {
    const [, { metadata, spec }] = policies(true);
    expect(metadata.name).toBe('routes.wiki.8080');
    expect(spec).toEqual({
      podSelector: { matchLabels: { app: 'wiki' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [INGRESS_NGINX], ports: [{ protocol: 'TCP', port: 8080 }] }],
    });
  });
});

describe('the solvers of cert-manager', () => {
  const policies = (tls: Tls, isolated: boolean) =>
    render(
      (stack) => {
        const routes = [Route.prefix('/', new Server(stack, 'server', { image }))];
        new IngressNginxRoutes(stack, 'routes', { routes, hosts: ['shop.example'], tls });
      },
      { isolated },
    )
      .all('NetworkPolicy')
      .filter(({ metadata }) => metadata.name.includes('solvers'));

  test('accept the controller if it reads a certificate of a Secret', () => {
    const [{ metadata, spec }] = policies(Tls.secret('shop-tls'), true);
    expect(metadata.name).toBe('routes.acme-solvers');
    expect(spec).toEqual({
      podSelector: { matchExpressions: [{ key: 'acme.cert-manager.io/http01-solver', operator: 'Exists' }] },
      policyTypes: ['Ingress'],
      ingress: [{ from: [INGRESS_NGINX], ports: [{ protocol: 'TCP', port: 8089 }] }],
    });
  });

  test.each([
    ['there is no such Secret', Tls.controllerCertificate(), true],
    ['nothing is decrypted', Tls.none(), true],
    ['nothing denies them', Tls.secret('shop-tls'), false],
  ])('have no policy if %s', (_, tls, isolated) => {
    expect(policies(tls, isolated)).toEqual([]);
  });
});

test('admits the controller for routes in another chart of the namespace', () => {
  const app = new App();
  const server = new Server(new WebStack(app, 'shop'), 'server', { image });
  const edge = new Chart(app, 'edge', { namespace: 'shop' });
  new IngressNginxRoutes(edge, 'routes', { tls: Tls.none(), routes: [Route.prefix('/', server)] });
  const { metadata, spec } = renderApp(app).get('NetworkPolicy', 'routes-server');
  expect(metadata.namespace).toBe('shop');
  expect(spec.podSelector.matchLabels).toEqual(server.endpoint.podLabels);
});

test('creates a policy for each of two sets of routes', () => {
  const manifests = render((stack) => {
    const server = new Server(stack, 'server', { image });
    for (const id of ['inside', 'outside'])
      new IngressNginxRoutes(stack, id, { hosts: [`${id}.example`], routes: [Route.prefix('/', server)] });
  });
  const policies = manifests.all('NetworkPolicy').map(({ metadata }) => metadata.name);
  expect(policies.filter((name) => !name.includes('.'))).toEqual(['server', 'inside-server', 'outside-server']);
});

test.each<[string, Peer[], object[]]>([
  ['on the network of its nodes', [Peer.cidr('10.128.0.0/20')], [{ ipBlock: { cidr: '10.128.0.0/20' } }]],
  [
    'in another namespace, behind a load balancer',
    [Peer.pods('edge', { app: 'nginx' }), Peer.cidr('2001:db8::/64')],
    [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } },
        podSelector: { matchLabels: { app: 'nginx' } },
      },
      { ipBlock: { cidr: '2001:db8::/64' } },
    ],
  ],
])('admits a controller %s', (_, ingressController, from) => {
  const [{ spec }] = controllerPolicies(
    (server) => [Route.prefix('/', server)],
    Platform.generic({ ingressController }),
  );
  expect(spec.ingress[0].from).toEqual(from);
});

test('exposes the policies by the names of the Services', () => {
  render((stack) => {
    const [server, client] = [new Server(stack, 'server', { image }), new Client(stack, 'client', { image })];
    const routes = [Route.prefix('/', client), Route.prefix('/api', server)];
    const { networkPolicies } = new IngressNginxRoutes(stack, 'routes', { routes });
    expect(Object.entries(networkPolicies).map(([service, { kind, name }]) => [service, kind, name])).toEqual([
      ['client', 'NetworkPolicy', 'routes-client'],
      ['server', 'NetworkPolicy', 'routes-server'],
    ]);
  });
});

test('rejects a component with the name of such a policy', () => {
  const declare = (stack: WebStack) => {
    const server = new Server(stack, 'server', { image });
    new IngressNginxRoutes(stack, 'routes', { routes: [Route.prefix('/', server)] });
    new Server(stack, 'routes-server', { image });
  };
  expect(errors(declare)).toEqual([
    '[app/routes-server] app/routes already creates the NetworkPolicy "routes-server". Choose another id.',
  ]);
});
