// What is handed over by value, as other languages do, or is changed after it was handed over.
import { App, Chart } from 'cdk8s';
import { Connection, IngressNginxRoutes, Redis, Route, Server, Worker, type Endpoint } from 'cdk8s-webstack';
import { mistakes, render } from '../manifests';

const image = 'example/server:1.4.0';
const names = { hostVariable: 'HOST', portVariable: 'PORT' };

test.each([
  ['as it is', (endpoint: Endpoint) => ({ ...endpoint })],
  [
    'that names no namespace',
    ({ service, port, containerPort, podLabels }: Endpoint) => ({ service, port, containerPort, podLabels }),
  ],
  ['that says something else', (endpoint: Endpoint) => ({ ...endpoint, containerPort: 1, podLabels: { app: 'else' } })],
])("who uses a copy of a component's endpoint, %s, is let to the component", (_, copy) => {
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

test("an endpoint of one's own that names no namespace is in that of its user", () => {
  const endpoint = { service: 'nats', port: 4222, containerPort: 4222, podLabels: { app: 'nats' } };
  const manifests = render((stack) => {
    new Worker(stack, 'worker', { image, uses: [Connection.toEndpoint(endpoint, names)] });
  });
  const { labels } = manifests.get('Deployment', 'worker').spec.template.metadata;
  expect(labels['app.uses.webstack/nats']).toBe('true');
});

test('the endpoint of a component cannot be changed', () => {
  const { endpoint } = new Redis(new Chart(new App(), 'mine'), 'redis').connection;
  expect(() => delete (endpoint!.podLabels as Record<string, string>)['app.kubernetes.io/name']).toThrow(TypeError);
  expect(() => Object.assign(endpoint!, { containerPort: 1 })).toThrow(TypeError);
});

test('routes are declared after what they lead to', () => {
  const podLabels = { app: 'any' };
  const declare = (stack: Chart) => {
    const endpoint = { service: 'server', port: 5000, containerPort: 5000, podLabels };
    new IngressNginxRoutes(stack, 'routes', { routes: [Route.prefix('/', { endpoint })] });
    new Server(stack, 'server', { image });
  };
  expect(mistakes(declare)).toEqual([
    '[app/routes] the path "/" leads to "server", which is declared after the routes, so that nobody lets the controller to it; declare the routes last',
  ]);
});
