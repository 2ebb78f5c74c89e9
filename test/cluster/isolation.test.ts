// A namespace that denies by default applies without an error to a cluster that creates the ServiceAccount `default` itself:
// to a new namespace and to an existing one, client-side and server-side.
import { App } from 'cdk8s';
import { Platform, Redis, WebStack } from 'cdk8s-webstack';
import { Manifests, renderApp } from '../manifests';
import { deleteNamespace, ensureNamespaceAbsent, kubectl, kubectlWithInput, markAsTestNamespace } from './cluster';

const PREFIX = 'webstack-test-isolation';

/** Redis without pods: only its objects matter. */
function renderStack(namespace: string): string {
  const app = new App();
  new Redis(new WebStack(app, namespace, { platform: Platform.minikube() }), 'redis');
  const { objects } = renderApp(app);
  for (const { kind, spec } of objects) if (kind === 'Deployment') spec.replicas = 0;
  return new Manifests(objects).objects.map((object) => JSON.stringify(object)).join('\n---\n');
}

async function mountsToken(namespace: string): Promise<string> {
  const account = ['serviceaccount', 'default', '--namespace', namespace];
  return kubectl('get', ...account, '--output', 'jsonpath={.automountServiceAccountToken}');
}

const WAYS = { 'client-side': [], 'server-side': ['--server-side'] };

describe.each(Object.entries(WAYS))('kubectl apply, %s,', (way, options) => {
  const names = Array.from({ length: 5 }, (_, index) => `${PREFIX}-${way}-${index}`);

  beforeAll(() => Promise.all(names.map(ensureNamespaceAbsent)));
  afterAll(() => Promise.all(names.map(deleteNamespace)));

  test.each(names)('succeeds for a new namespace, and again: %s', async (name) => {
    await kubectlWithInput(renderStack(name), 'apply', '--filename', '-', ...options);
    await markAsTestNamespace(name);
    expect(await mountsToken(name)).toBe('false');
    await kubectlWithInput(renderStack(name), 'apply', '--filename', '-', ...options);
  });

  test('succeeds for an existing namespace', async () => {
    const name = `${PREFIX}-${way}-existing`;
    await ensureNamespaceAbsent(name);
    await kubectl('create', 'namespace', name);
    await markAsTestNamespace(name);
    names.push(name);
    await kubectlWithInput(renderStack(name), 'apply', '--filename', '-', ...options);
    expect(await mountsToken(name)).toBe('false');
  });
});
