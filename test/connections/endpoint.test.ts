// Endpoints that the library did not create have labels of pods: policies and routes select by them.
import { Connection, IngressNginxRoutes, Route, Server, type Endpoint, type WebStack } from 'cdk8s-webstack';
import { errors } from '../manifests';

const image = 'example/server:1.4.0';
const nats: Endpoint = { service: 'nats', port: 4222, containerPort: 4222, podLabels: { app: 'nats' } };

/** The errors of a server that uses an endpoint, and of routes to it. */
function rejections(changes: Partial<Endpoint>): string[][] {
  const endpoint = { ...nats, ...changes };
  const provider = Connection.toEndpoint(endpoint, { hostVariable: 'NATS_HOST', portVariable: 'NATS_PORT' });
  const routes = [Route.prefix('/', { endpoint })];
  return [
    errors((stack) => new Server(stack, 'x', { image, uses: [provider] })),
    errors((stack) => new IngressNginxRoutes(stack, 'x', { routes })),
  ];
}

test.each<[string, Partial<Endpoint>, string]>([
  [
    'no labels, which would select all pods',
    { podLabels: {} },
    "endpoint.podLabels is empty. Add a label, such as { app: 'nats' }, or every pod of the namespace is selected.",
  ],
  [
    'missing labels',
    { podLabels: undefined },
    "endpoint.podLabels is missing. Set labels of the pods, such as { app: 'nats' }.",
  ],
  [
    'labels that are text',
    { podLabels: 'nats' as never },
    'endpoint.podLabels is text; allowed: a map from names to label values.',
  ],
  [
    'a container port below 1',
    { containerPort: 0 },
    'endpoint.containerPort is 0; allowed: a whole number from 1 to 65535.',
  ],
])('rejects an endpoint with %s, in uses and in routes', (_, changes, message) => {
  expect(rejections(changes)).toEqual([[`[app/x] ${message}`], [`[app/x] ${message}`]]);
});

test('reports an invalid endpoint once to a consumer that uses it twice', () => {
  const names = { hostVariable: 'NATS_HOST', portVariable: 'NATS_PORT' };
  const provider = Connection.toEndpoint({ ...nats, containerPort: 0 }, names);
  const uses = [provider, provider.prefixed('QUEUE_')];
  expect(errors((stack) => new Server(stack, 'x', { image, uses }))).toEqual([
    '[app/x] endpoint.containerPort is 0; allowed: a whole number from 1 to 65535.',
  ]);
});

test('accepts an endpoint with a label', () => {
  expect(rejections({})).toEqual([[], []]);
});

test("accepts a copy of a component's endpoint, in uses and in routes", () => {
  const declare = (stack: WebStack) => {
    const endpoint = { ...new Server(stack, 'api', { image }).endpoint };
    const api = Connection.toEndpoint(endpoint, { hostVariable: 'API_HOST', portVariable: 'API_PORT' });
    new Server(stack, 'server', { image, uses: [api] });
    new IngressNginxRoutes(stack, 'routes', { routes: [Route.prefix('/', { endpoint })] });
  };
  expect(errors(declare)).toEqual([]);
});
