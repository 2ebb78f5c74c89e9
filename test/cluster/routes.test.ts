// The real controller serves every kind of route on one host; it alone decides the order of paths.
import { readFileSync } from 'node:fs';
import { Client, ConfigMap, IngressNginxRoutes, Route, Server, type WebStack } from 'cdk8s-webstack';
import { render, type Manifests } from '../manifests';
import { applyAll, available, dropNamespace, eventually, freshNamespace, FrontDoor } from './cluster';
import { answeredBy } from './http';

const namespace = 'webstack-test-routes';

/** The properties of a stub that answers with its name and the path: the application has too few components. */
function standIn(stack: WebStack) {
  const data = { 'stand-in.js': readFileSync(`${__dirname}/stand-in.js`, 'utf8') };
  const files = { '/app/stand-in.js': new ConfigMap(stack, 'program', { data }).key('stand-in.js') };
  return (port: number) => ({
    ...{ image: 'node:22-slim', command: ['node', '/app/stand-in.js'], files },
    ...{ env: { PORT: `${port}` }, replicas: 1 },
  });
}

function manifests(host: string, strip: boolean): Manifests {
  return render(
    (stack) => {
      const program = standIn(stack);
      const served = (id: string) => new Client(stack, id, program(3000));
      const api = new Server(stack, 'api', program(5000));
      const [page, admin, exact] = ['page', 'admin', 'exact'].map(served);
      const routes = [
        Route.prefix('/', page),
        Route.prefix('/api', api, { stripPrefix: strip }),
        Route.prefix('/api/admin', admin),
        Route.prefix('/admin', admin),
        Route.exact('/api', exact),
        Route.exact('/api/v1', exact),
        ...(strip ? [Route.exact('/a.b', exact)] : []),
      ];
      new IngressNginxRoutes(stack, 'stripping', { hosts: [host], routes });
    },
    { namespace },
  );
}

let door: FrontDoor;

beforeAll(async () => {
  await freshNamespace(namespace);
  door = await FrontDoor.open();
});

afterAll(async () => {
  door?.close();
  await dropNamespace(namespace);
});

/** The answers to paths that keep their prefix. */
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
  ['if no prefix is stripped', false, [...plain, ['/api/', 'api saw /api/'], ['/api/v1/x', 'api saw /api/v1/x']]],
  ['if a prefix is stripped', true, [...plain, ...dotted, ['/api/', 'api saw /'], ['/api/v1/x', 'api saw /v1/x']]],
])('%s', (_, strip, expected) => {
  const host = strip ? 'stripped.example' : 'plain.example';

  beforeAll(async () => {
    await applyAll(manifests(host, strip));
    await available(namespace);
    for (const [path, answer] of expected) {
      await eventually(path, async () => (await answeredBy(door, path, host)) === answer, 30).catch(() => undefined);
    }
  });

  test.each(expected)('%s: %s', async (path, answer) => {
    expect(await answeredBy(door, path, host)).toBe(answer);
  });
});
