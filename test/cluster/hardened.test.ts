// The application runs under the Pod Security Standard `restricted`, as any user, on a read-only file system.
import { randomInt } from 'node:crypto';
import { App } from 'cdk8s';
import { Platform, WebStack } from 'cdk8s-webstack';
import { renderApp } from '../manifests';
import {
  apply,
  applyAll,
  deleteNamespace,
  eventually,
  IngressForward,
  kubectl,
  recreateNamespace,
  waitUntilAvailable,
} from './cluster';
import { sendRequest } from './http';
import { declareReferenceStack } from './reference-stack';

const namespace = 'webstack-test-hardened';
const host = 'hardened.example';
/** Random, because images must run as any user. WEBSTACK_USER repeats a run. */
const user = Number(process.env.WEBSTACK_USER ?? randomInt(100_000, 2_000_000_001));

const ENFORCE = 'pod-security.kubernetes.io/enforce';

let ingress: IngressForward;

beforeAll(async () => {
  await recreateNamespace(namespace);
  const secret = ['secret', 'generic', 'pgpassword', '--from-literal', 'PGPASSWORD=disposable'];
  await kubectl('create', '--namespace', namespace, ...secret);
  const app = new App();
  const stack = new WebStack(app, 'hardened', { platform: Platform.minikube(), namespace });
  declareReferenceStack(stack, { hosts: [host], replicas: 1, security: { user, group: user } });
  await applyAll(renderApp(app));
  ingress = await IngressForward.open();
});

afterAll(async () => {
  ingress?.close();
  await deleteNamespace(namespace);
});

describe('a pod with no securityContext', () => {
  const spec = { containers: [{ name: 'bare', image: 'node:22-slim' }] };
  const bare = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare', namespace }, spec });

  test('is rejected', async () => {
    const rejected = apply(bare, '--dry-run=server');
    await expect(rejected).rejects.toThrow('violates PodSecurity "restricted:v1.30"');
  });

  test('is accepted if the Namespace has no label', async () => {
    const label = (value: string) => kubectl('label', 'namespace', namespace, '--overwrite', `${ENFORCE}${value}`);
    await label('-');
    await apply(bare, '--dry-run=server').finally(() => label('=restricted'));
  });
});

describe(`as user and group ${user},`, () => {
  test('every component starts and runs as that user', async () => {
    await waitUntilAvailable(namespace);
    for (const component of ['client', 'postgres', 'redis', 'server', 'worker']) {
      const script = 'grep -E "^(Uid|Gid|Groups):" /proc/1/status; touch /file';
      const printed = await runShell(component, `${script} 2>/dev/null || echo read-only`);
      const ids = printed
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/));
      const expected = [1, 2, 3, 4].map(() => `${user}`);
      expect(ids).toEqual([['Uid:', ...expected], ['Gid:', ...expected], ['Groups:', `${user}`], ['read-only']]);
    }
  });

  test('the application responds', async () => {
    const get = () => sendRequest(ingress, { path: '/api/values/all', host });
    await eventually('a response', async () => (await get()).status === 200);
    expect((await sendRequest(ingress, { path: '/', host })).status).toBe(200);
  });

  test('a submitted index is stored and gets its value', async () => {
    const posted = await sendRequest(ingress, { path: '/api/values', host, body: '{"index": 7}' });
    expect(posted.status).toBe(200);
    expect(JSON.parse((await sendRequest(ingress, { path: '/api/values/all', host })).body)).toEqual([7]);
    await eventually('a value', async () => {
      const { body } = await sendRequest(ingress, { path: '/api/values/current', host });
      return JSON.parse(body)['7'] === 13;
    });
  });
});

function runShell(component: string, script: string): Promise<string> {
  return kubectl('exec', '--namespace', namespace, `deployment/${component}`, '--', 'sh', '-c', script);
}
