// An endpoint of a class that is not the library's says which pods it means: policies and routes select by that.
import { Connection, IngressNginxRoutes, Route, Server, type Endpoint, type WebStack } from 'cdk8s-webstack';
import { mistakes } from '../manifests';

const image = 'example/server:1.4.0';
const nats: Endpoint = { service: 'nats', port: 4222, containerPort: 4222, podLabels: { app: 'nats' } };

/** What is wrong with a server that uses it, and with routes that lead to it. */
function refused(changes: Partial<Endpoint>): string[][] {
  const endpoint = { ...nats, ...changes };
  const provider = Connection.toEndpoint(endpoint, { hostVariable: 'NATS_HOST', portVariable: 'NATS_PORT' });
  const routes = [Route.prefix('/', { endpoint })];
  return [
    mistakes((stack) => new Server(stack, 'x', { image, uses: [provider] })),
    mistakes((stack) => new IngressNginxRoutes(stack, 'x', { routes })),
  ];
}

test.each<[string, Partial<Endpoint>, string]>([
  [
    'no labels, which would be those of all pods',
    { podLabels: {} },
    "the endpoint.podLabels are empty, and would select every pod of the namespace; name what the pods bear: { app: 'nats' }",
  ],
  [
    'labels that are missing',
    { podLabels: undefined },
    "the endpoint.podLabels is missing; name what the pods bear: { app: 'nats' }",
  ],
  [
    'labels that are text',
    { podLabels: 'nats' as never },
    'the endpoint.podLabels is text; allowed are labels by name',
  ],
  [
    'a port of its container that is none',
    { containerPort: 0 },
    'containerPort is 0; allowed is a whole number from 1 to 65535',
  ],
])('%s: refused where it is used and where it is routed to', (_, changes, message) => {
  expect(refused(changes)).toEqual([[`[app/x] ${message}`], [`[app/x] ${message}`]]);
});

test('an endpoint with a label is taken', () => {
  expect(refused({})).toEqual([[], []]);
});

test('a copy of the endpoint of a component is taken, as a component and as a provider', () => {
  const declare = (stack: WebStack) => {
    const endpoint = { ...new Server(stack, 'api', { image }).endpoint };
    const api = Connection.toEndpoint(endpoint, { hostVariable: 'API_HOST', portVariable: 'API_PORT' });
    new Server(stack, 'server', { image, uses: [api] });
    new IngressNginxRoutes(stack, 'routes', { routes: [Route.prefix('/', { endpoint })] });
  };
  expect(mistakes(declare)).toEqual([]);
});
