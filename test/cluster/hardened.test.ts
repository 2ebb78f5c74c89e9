// The application runs under the Pod Security standard `restricted`, as any user, and writes only to the paths it declares.
import { randomInt } from 'node:crypto';
import { App } from 'cdk8s';
import { Platform, WebStack } from 'cdk8s-webstack';
import { renderApp } from '../manifests';
import { apply, applyAll, available, dropNamespace, eventually, freshNamespace, FrontDoor, kubectl } from './cluster';
import { ask } from './http';
import { reference } from './reference-stack';

const namespace = 'webstack-test-hardened';
const host = 'hardened.example';
/** WEBSTACK_USER repeats a run. */
const user = Number(process.env.WEBSTACK_USER ?? randomInt(100_000, 2_000_000_001));

const ENFORCE = 'pod-security.kubernetes.io/enforce';

let door: FrontDoor;

beforeAll(async () => {
  await freshNamespace(namespace);
  const secret = ['secret', 'generic', 'pgpassword', '--from-literal', 'PGPASSWORD=throw-away'];
  await kubectl('create', '--namespace', namespace, ...secret);
  const app = new App();
  const stack = new WebStack(app, 'hardened', { platform: Platform.minikube(), namespace });
  reference(stack, { hosts: [host], replicas: 1, security: { user, group: user } });
  await applyAll(renderApp(app));
  door = await FrontDoor.open();
});

afterAll(async () => {
  door?.close();
  await dropNamespace(namespace);
});

describe('a pod with no securityContext', () => {
  const spec = { containers: [{ name: 'bare', image: 'node:22-slim' }] };
  const bare = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare', namespace }, spec });

  test('is rejected', async () => {
    const refused = apply(bare, '--dry-run=server');
    await expect(refused).rejects.toThrow('violates PodSecurity "restricted:v1.30"');
  });

  test('is accepted without the label of the Namespace', async () => {
    const label = (value: string) => kubectl('label', 'namespace', namespace, '--overwrite', `${ENFORCE}${value}`);
    await label('-');
    await apply(bare, '--dry-run=server').finally(() => label('=restricted'));
  });
});

describe(`as user and group ${user},`, () => {
  test('every component becomes available and runs as that user', async () => {
    await available(namespace);
    for (const component of ['client', 'postgres', 'redis', 'server', 'worker']) {
      const script = 'grep -E "^(Uid|Gid|Groups):" /proc/1/status; touch /file';
      const written = await sh(component, `${script} 2>/dev/null || echo read-only`);
      const ids = written
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/));
      const same = [1, 2, 3, 4].map(() => `${user}`);
      expect(ids).toEqual([['Uid:', ...same], ['Gid:', ...same], ['Groups:', `${user}`], ['read-only']]);
    }
  });

  test('the application answers', async () => {
    const get = () => ask(door, { path: '/api/values/all', host });
    await eventually('an answer', async () => (await get()).status === 200);
    expect((await ask(door, { path: '/', host })).status).toBe(200);
  });

  test('a submitted index is stored and gets its value', async () => {
    const posted = await ask(door, { path: '/api/values', host, body: '{"index": 7}' });
    expect(posted.status).toBe(200);
    expect(JSON.parse((await ask(door, { path: '/api/values/all', host })).body)).toEqual([7]);
    await eventually('a value', async () => {
      const { body } = await ask(door, { path: '/api/values/current', host });
      return JSON.parse(body)['7'] === 13;
    });
  });
});

function sh(component: string, script: string): Promise<string> {
  return kubectl('exec', '--namespace', namespace, `deployment/${component}`, '--', 'sh', '-c', script);
}
