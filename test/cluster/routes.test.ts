// Every kind of route on one host, served by the real controller, which has its own order of precedence.
import { readFileSync } from 'node:fs';
import { Client, ConfigMap, IngressNginxRoutes, Route, Server, type WebStack } from 'cdk8s-webstack';
import { render, type Manifests } from '../manifests';
import {
  applyAll,
  deleteNamespace,
  eventually,
  IngressForward,
  recreateNamespace,
  waitUntilAvailable,
} from './cluster';
import { describeReceiver } from './http';

const namespace = 'webstack-test-routes';

/** Returns the props of a component that runs the stub: the reference application has too few components. */
function declareStub(stack: WebStack) {
  const data = { 'stub.js': readFileSync(`${__dirname}/stub.js`, 'utf8') };
  const files = { '/app/stub.js': new ConfigMap(stack, 'program', { data }).key('stub.js') };
  return (port: number) => ({
    ...{ image: 'node:22-slim', command: ['node', '/app/stub.js'], files },
    ...{ env: { PORT: `${port}` }, replicas: 1 },
  });
}

function renderRoutes(host: string, stripPrefix: boolean): Manifests {
  return render(
    (stack) => {
      const stub = declareStub(stack);
      const declareClient = (id: string) => new Client(stack, id, stub(3000));
      const api = new Server(stack, 'api', stub(5000));
      const [page, admin, exact] = ['page', 'admin', 'exact'].map(declareClient);
      const routes = [
        Route.prefix('/', page),
        Route.prefix('/api', api, { stripPrefix }),
        Route.prefix('/api/admin', admin),
        Route.prefix('/admin', admin),
        Route.exact('/api', exact),
        Route.exact('/api/v1', exact),
        ...(stripPrefix ? [Route.exact('/a.b', exact)] : []),
      ];
      new IngressNginxRoutes(stack, 'stripping', { hosts: [host], routes });
    },
    { namespace },
  );
}

let ingress: IngressForward;

beforeAll(async () => {
  await recreateNamespace(namespace);
  ingress = await IngressForward.open();
});

afterAll(async () => {
  ingress?.close();
  await deleteNamespace(namespace);
});

/** Paths that no route strips arrive unchanged. */
const plain: [string, string][] = [
  ['/', 'page saw /'],
  ['/apix', 'page saw /apix'],
  ['/api', 'exact saw /api'],
  ['/api/v1', 'exact saw /api/v1'],
  ['/api/admin', 'admin saw /api/admin'],
  ['/api/admin/x', 'admin saw /api/admin/x'],
  ['/admin', 'admin saw /admin'],
  ['/admin/', 'admin saw /admin/'],
  ['/adminx', 'page saw /adminx'],
  ['/x/admin', 'page saw /x/admin'],
];

const dotted: [string, string][] = [
  ['/a.b', 'exact saw /a.b'],
  ['/axb', 'page saw /axb'],
  ['/a.b/c', 'page saw /a.b/c'],
];

describe.each<[string, boolean, [string, string][]]>([
  ['if no route strips its prefix', false, [...plain, ['/api/', 'api saw /api/'], ['/api/v1/x', 'api saw /api/v1/x']]],
  ['if a route strips its prefix', true, [...plain, ...dotted, ['/api/', 'api saw /'], ['/api/v1/x', 'api saw /v1/x']]],
])('%s', (_, stripPrefix, expected) => {
  const host = stripPrefix ? 'stripped.example' : 'plain.example';

  beforeAll(async () => {
    await applyAll(renderRoutes(host, stripPrefix));
    await waitUntilAvailable(namespace);
    for (const [path, receiver] of expected) {
      await eventually(path, async () => (await describeReceiver(ingress, path, host)) === receiver, 30).catch(
        () => undefined,
      );
    }
  });

  test.each(expected)('%s: %s', async (path, receiver) => {
    expect(await describeReceiver(ingress, path, host)).toBe(receiver);
  });
});
