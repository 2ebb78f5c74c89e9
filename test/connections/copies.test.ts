// Endpoints that are copied, as other languages do, or changed after they were passed.
import { App, Chart } from 'cdk8s';
import { Connection, IngressNginxRoutes, Redis, Route, Server, Worker, type Endpoint } from 'cdk8s-webstack';
import { errors, render } from '../manifests';

const image = 'example/server:1.4.0';
const names = { hostVariable: 'HOST', portVariable: 'PORT' };

test.each([
  ['unchanged', (endpoint: Endpoint) => ({ ...endpoint })],
  [
    'without a namespace',
    ({ service, port, containerPort, podLabels }: Endpoint) => ({ service, port, containerPort, podLabels }),
  ],
  [
    'with other labels and another port',
    (endpoint: Endpoint) => ({ ...endpoint, containerPort: 1, podLabels: { app: 'else' } }),
  ],
])("allows a consumer of a copy of a component's endpoint to connect to the component: %s", (_, copy) => {
  const manifests = render((stack) => {
    const { endpoint } = new Redis(stack, 'redis').connection;
    new Worker(stack, 'worker', { image, uses: [Connection.toEndpoint(copy(endpoint!), names)] });
  });
  const [{ from }] = manifests.get('NetworkPolicy', 'redis').spec.ingress;
  const { metadata } = manifests.get('Deployment', 'worker').spec.template;
  expect(Object.keys(metadata.labels)).toContain(from[0].podSelector.matchExpressions[0].key);
  const { matchLabels } = manifests.get('Deployment', 'redis').spec.selector;
  const [{ to, ports }] = manifests.get('NetworkPolicy', 'worker').spec.egress;
  expect([to[0].podSelector.matchLabels, ports]).toEqual([matchLabels, [{ protocol: 'TCP', port: 6379 }]]);
});

test("assumes the consumer's namespace for an endpoint without one", () => {
  const endpoint = { service: 'nats', port: 4222, containerPort: 4222, podLabels: { app: 'nats' } };
  const manifests = render((stack) => {
    new Worker(stack, 'worker', { image, uses: [Connection.toEndpoint(endpoint, names)] });
  });
  const { labels } = manifests.get('Deployment', 'worker').spec.template.metadata;
  expect(labels['app.uses.webstack/nats']).toBe('true');
});

test('freezes the endpoint of a component', () => {
  const { endpoint } = new Redis(new Chart(new App(), 'mine'), 'redis').connection;
  expect(() => delete (endpoint!.podLabels as Record<string, string>)['app.kubernetes.io/name']).toThrow(TypeError);
  expect(() => Object.assign(endpoint!, { containerPort: 1 })).toThrow(TypeError);
});

test('rejects routes that are declared before their destination', () => {
  const podLabels = { app: 'any' };
  const declare = (stack: Chart) => {
    const endpoint = { service: 'server', port: 5000, containerPort: 5000, podLabels };
    new IngressNginxRoutes(stack, 'routes', { routes: [Route.prefix('/', { endpoint })] });
    new Server(stack, 'server', { image });
  };
  expect(errors(declare)).toEqual([
    '[app/routes] the path "/" routes to "server", which is declared after the routes, so no network policy admits the controller to it. Declare the routes last.',
  ]);
});
