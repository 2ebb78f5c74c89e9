import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import {
  Client,
  IngressNginxRoutes,
  Platform,
  Postgres,
  Redis,
  Route,
  Server,
  WebStack,
  type WebStackProps,
} from 'cdk8s-webstack';
import { render, renderApp, yaml } from './manifests';

const image = 'example/server:1.4.0';

test('a stack begins with its Namespace', () => {
  const [first] = render((stack) => new Redis(stack, 'redis')).objects;
  expect(yaml(first)).toMatchSnapshot();
});

test('a stack with every property', () => {
  const props: Required<WebStackProps> = {
    platform: Platform.kind(),
    namespace: 'production',
    createNamespace: false,
    labels: { team: 'web' },
    podDefaults: { imagePullSecrets: ['registry'] },
  };
  const manifests = render((stack) => new Redis(stack, 'redis'), props);
  expect(manifests.all('Namespace')).toEqual([]);
  for (const { metadata } of manifests.objects) {
    expect(metadata).toMatchObject({ namespace: 'production', labels: { team: 'web' } });
  }
});

test('the same declaration gives the same bytes', () => {
  const declare = () => {
    const app = new App();
    new Postgres(new WebStack(app, 'app'), 'postgres');
    return app.synthYaml();
  };
  expect(declare()).toBe(declare());
});

describe('a chart that is no WebStack', () => {
  test('takes components beside objects of any other kind', () => {
    const chart = new Chart(new App(), 'mine', { namespace: 'mine' });
    new ApiObject(chart, 'quota', { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' } });
    const redis = new Redis(chart, 'redis');
    const server = new Server(chart, 'server', { image, uses: [redis] });
    new IngressNginxRoutes(chart, 'routes', { routes: [Route.prefix('/', server)] });
    const objects = Testing.synth(chart).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
    expect(objects).toEqual([
      'ResourceQuota mine/quota',
      'Deployment mine/redis',
      'Service mine/redis',
      'Deployment mine/server',
      'Service mine/server',
      'Ingress mine/routes',
    ]);
  });

  test('has the generic platform, or the one that is applied to it', () => {
    const app = new App();
    const plain = new Chart(app, 'plain');
    const chart = new Chart(app, 'mine');
    Platform.gke().applyTo(chart);
    new Postgres(chart, 'postgres');
    expect(Platform.of(plain).storageClass).toBeUndefined();
    expect(renderApp(app).get('PersistentVolumeClaim').spec.storageClassName).toBe('standard-rwo');
  });

  test('refuses a platform that comes too late', () => {
    const chart = new Chart(new App(), 'mine');
    new Redis(chart, 'redis');
    expect(() => Platform.gke().applyTo(chart)).toThrow(
      'mine: has components already, which found another platform; apply it before them',
    );
  });
});

test('every object can be patched, and loses nothing by it', () => {
  const declare = (patch: boolean) => (stack: WebStack) => {
    const client = new Client(stack, 'client', { image });
    if (patch) client.deployment.addJsonPatch(JsonPatch.add('/spec/minReadySeconds', 7));
  };
  const [plain, patched] = [false, true].map((patch) => render(declare(patch)).get('Deployment'));
  expect(patched).toEqual({ ...plain, spec: { ...plain.spec, minReadySeconds: 7 } });
});
