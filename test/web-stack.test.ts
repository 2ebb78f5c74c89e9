import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import {
  Client,
  IngressNginxRoutes,
  Password,
  Platform,
  Postgres,
  Redis,
  Route,
  Server,
  Tls,
  WebStack,
  type WebStackProps,
} from 'cdk8s-webstack';
import { render, renderApp, yaml } from './manifests';

const image = 'example/server:1.4.0';

test('creates its Namespace first', () => {
  const [first] = render((stack) => new Redis(stack, 'redis')).objects;
  expect(yaml(first)).toMatchSnapshot();
});

test('accepts every property', () => {
  const props: Required<WebStackProps> = {
    platform: Platform.kind(),
    namespace: 'production',
    createNamespace: false,
    isolated: false,
    labels: { team: 'web' },
    podDefaults: { imagePullSecrets: ['registry'] },
  };
  const manifests = render((stack) => new Redis(stack, 'redis'), props);
  expect(manifests.all('Namespace')).toEqual([]);
  for (const { metadata } of manifests.objects) {
    expect(metadata).toMatchObject({ namespace: 'production', labels: { team: 'web' } });
  }
});

test('rejects an App of another copy of cdk8s', () => {
  let OtherApp!: typeof App;
  jest.isolateModules(() => (OtherApp = jest.requireActual<{ App: typeof App }>('cdk8s').App));
  const app = new OtherApp({ outdir: 'build/never-written' });
  new WebStack(app, 'shop');
  expect(() => app.synth()).toThrow(
    'Validation failed with the following errors:\n' +
      '  [shop] the App belongs to another copy of cdk8s than this library. Install one copy of cdk8s and one of constructs: ' +
      '"npm ls cdk8s constructs" shows which packages depend on another version.',
  );
});

test('writes the same bytes for the same declaration', () => {
  const declare = () => {
    const app = new App();
    new Postgres(new WebStack(app, 'app'), 'postgres');
    return app.synthYaml();
  };
  expect(declare()).toBe(declare());
});

describe('a chart of another class', () => {
  test('accepts components beside other objects', () => {
    const chart = new Chart(new App(), 'mine', { namespace: 'mine' });
    new ApiObject(chart, 'quota', { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' } });
    const redis = new Redis(chart, 'redis', { password: Password.none() });
    const server = new Server(chart, 'server', { image, uses: [redis] });
    new IngressNginxRoutes(chart, 'routes', { tls: Tls.none(), routes: [Route.prefix('/', server)] });
    const objects = Testing.synth(chart).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`);
    expect(objects).toEqual([
      'ResourceQuota mine/quota',
      'ServiceAccount mine/redis',
      'NetworkPolicy mine/redis',
      'Deployment mine/redis',
      'Service mine/redis',
      'ServiceAccount mine/server',
      'NetworkPolicy mine/server',
      'Deployment mine/server',
      'PodDisruptionBudget mine/server',
      'Service mine/server',
      'Ingress mine/routes',
      'NetworkPolicy mine/routes-server',
    ]);
  });

  test('has the generic platform unless another one is applied', () => {
    const app = new App();
    const plain = new Chart(app, 'plain');
    const chart = new Chart(app, 'mine');
    Platform.gke().applyTo(chart);
    new Postgres(chart, 'postgres');
    expect(Platform.of(plain).storageClass).toBeUndefined();
    expect(renderApp(app).get('PersistentVolumeClaim').spec.storageClassName).toBe('standard-rwo');
  });

  test('rejects a platform after its first component', () => {
    const chart = new Chart(new App(), 'mine');
    new Redis(chart, 'redis');
    expect(() => Platform.gke().applyTo(chart)).toThrow(
      'mine: already has components, which found another platform. Apply the platform before them, or pass it to a WebStack.',
    );
  });
});

test('a JSON patch changes nothing else', () => {
  const declare = (patch: boolean) => (stack: WebStack) => {
    const client = new Client(stack, 'client', { image });
    if (patch) client.deployment.addJsonPatch(JsonPatch.add('/spec/minReadySeconds', 7));
  };
  const [plain, patched] = [false, true].map((patch) => render(declare(patch)).get('Deployment'));
  expect(patched).toEqual({ ...plain, spec: { ...plain.spec, minReadySeconds: 7 } });
});

describe('a stack renders the same manifests as cdk8s core', () => {
  const declare = (more: (stack: WebStack, redis: Redis) => void = () => {}) => {
    const stack = new WebStack(Testing.app(), 'blog', { platform: Platform.kind(), labels: { team: 'web' } });
    const redis = new Redis(stack, 'redis');
    new Server(stack, 'server', { image, uses: [redis] });
    more(stack, redis);
    return stack;
  };
  const renderByCore = (stack: WebStack): object[] => Chart.prototype.toJson.call(stack);
  const kinds = (stack: WebStack) => Testing.synth(stack).map(({ kind, metadata }) => `${kind} ${metadata.name}`);

  test('in the order of declaration', () => {
    expect(Testing.synth(declare())).toEqual(renderByCore(declare()));
  });

  test('if objects depend on each other', () => {
    const depend = (stack: WebStack, redis: Redis) => stack.node.findChild('Namespace').node.addDependency(redis);
    expect(kinds(declare(depend))[0]).toBe('ServiceAccount redis');
    expect(Testing.synth(declare(depend))).toEqual(renderByCore(declare(depend)));
  });

  test('if another chart with its own objects is inside it', () => {
    const nest = (stack: WebStack) => new Redis(new Chart(stack, 'inner'), 'other');
    expect(kinds(declare(nest))).not.toContain('Deployment other');
    expect(Testing.synth(declare(nest))).toEqual(renderByCore(declare(nest)));
  });

  test('if there is an error', () => {
    const stack = declare((each) => new Redis(each, 'Cache'));
    expect(() => Testing.synth(stack)).toThrow('[blog/Cache] the name "Cache" is not a valid Service name');
  });

  test('without validating the whole app once for each stack', () => {
    const countValidations = (ids: string[]) => {
      const app = new App();
      const validate = jest.fn(() => []);
      app.node.addValidation({ validate });
      for (const id of ids) new Redis(new WebStack(app, id, { platform: Platform.kind() }), 'redis');
      app.synthYaml();
      return validate.mock.calls.length;
    };
    expect(countValidations(['one', 'two', 'three'])).toBe(countValidations(['one']));
  });
});
