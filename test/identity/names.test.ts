import { ApiObject, App, Chart, type ApiObjectProps } from 'cdk8s';
import { Client, Redis, Server, WebStack } from 'cdk8s-webstack';
import { Construct } from 'constructs';
import { mistakes, render, renderApp } from '../manifests';

const image = 'example/server:1.4.0';

test('a component is called what its path in the chart says', () => {
  const manifests = render((stack) => new Server(new Construct(stack, 'api'), 'server', { image }));
  expect(manifests.get('Service').metadata.name).toBe('api-server');
});

test('a selector holds name and instance, and nothing that an upgrade alters', () => {
  const { spec } = render((stack) => new Redis(stack, 'redis'), { labels: { team: 'web' } }).get('Deployment');
  expect(spec.selector.matchLabels).toEqual({ 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'app' });
});

test("a user's label does not replace one that selects", () => {
  const labels = { 'app.kubernetes.io/name': 'mine', team: 'web' };
  const { metadata, spec } = render((stack) => new Redis(stack, 'redis'), { labels }).get('Deployment');
  expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'redis', team: 'web' });
  expect(spec.template.metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'redis', team: 'web' });
});

describe('a name is refused', () => {
  test('that a Service cannot have', () => {
    expect(mistakes((stack) => new Server(stack, 'Server_1', { image }))).toEqual([
      "[app/Server_1] the name \"Server_1\" is none that Kubernetes takes for a Service: at most 63 lower-case letters, digits and '-', beginning with a letter and not ending with '-'; choose another id",
    ]);
    expect(mistakes((stack) => new Server(stack, 'a'.repeat(64), { image }))).toHaveLength(1);
    expect(mistakes((stack) => new Server(stack, 'a'.repeat(63), { image }))).toEqual([]);
  });

  test('that two paths give', () => {
    const declare = (stack: WebStack) => {
      new Server(stack, 'api-server', { image });
      new Client(new Construct(stack, 'api'), 'server', { image });
    };
    expect(mistakes(declare)).toEqual([
      '[app/api/server] the ServiceAccount "api-server" is already made by app/api-server; choose another id',
    ]);
  });

  test('that no Namespace can have', () => {
    const wanted =
      "the namespace \"My Shop\" is none that Kubernetes takes; allowed are at most 63 of a-z, 0-9 and '-', not beginning or ending with '-'; set namespace, or choose another id";
    const app = new App();
    new WebStack(app, 'shop', { namespace: 'My Shop' });
    expect(() => app.synthYaml()).toThrow(`[shop] ${wanted}`);
  });

  test('that no label can hold', () => {
    const app = new App();
    new WebStack(app, 'My Shop', { namespace: 'shop' });
    expect(() => app.synthYaml()).toThrow(
      "[My Shop] the id \"My Shop\" of the chart is none that a label can hold; allowed are at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit; choose another id",
    );
  });

  test('that no label can hold, of any chart, once', () => {
    const app = new App();
    const chart = new Chart(app, 'My Chart');
    for (const id of ['one', 'two']) new Redis(chart, id);
    expect(() => app.synthYaml()).toThrow(/^[^\n]*\n {2}\[My Chart\] the id "My Chart" of the chart [^\n]*$/);
  });

  test('of a stack in a group, which would lose it', () => {
    const app = new App();
    new WebStack(new Construct(app, 'group'), 'shop');
    expect(() => app.synthYaml()).toThrow(
      '[group/shop] the stack is not directly in an App; put it there, and group its components in plain Constructs inside it',
    );
  });

  test('of a Namespace that another stack makes', () => {
    const app = new App();
    new WebStack(app, 'shop');
    new WebStack(app, 'blog', { namespace: 'shop' });
    expect(() => app.synthYaml()).toThrow(
      '[blog] the namespace "shop" is already made by shop; set createNamespace: false here',
    );
  });

  test('twice in one namespace, from two stacks', () => {
    const app = new App();
    new Redis(new WebStack(app, 'shop'), 'redis');
    new Redis(new WebStack(app, 'blog', { namespace: 'shop', createNamespace: false }), 'redis');
    expect(() => app.synthYaml()).toThrow('[blog/redis] the ServiceAccount "redis" is already made by shop/redis');
  });
});

test('charts without a namespace may have the same names: each can be applied to another one', () => {
  const app = new App();
  for (const id of ['staging', 'production']) new Redis(new Chart(app, id), 'redis');
  expect(renderApp(app).all('Service')).toHaveLength(2);
});

describe('a name that an object beside the library has', () => {
  const other = (scope: Construct, manifest: Partial<ApiObjectProps> = {}) =>
    new ApiObject(scope, 'other', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'redis' }, ...manifest });
  const refused = '[app/other] the Service "redis" is already made by app/redis; choose another name for one of them';

  test.each([
    ['after it', (stack: WebStack) => [new Redis(stack, 'redis'), other(stack)], refused],
    [
      'before it',
      (stack: WebStack) => [other(stack), new Redis(stack, 'redis')],
      '[app/redis] the Service "redis" is already made by app/other; choose another id',
    ],
  ])('is refused: made %s', (_, declare, expected) => {
    expect(mistakes(declare)).toEqual([expected]);
  });

  test.each([
    ['another namespace', { metadata: { name: 'redis', namespace: 'elsewhere' } }],
    ['another group', { apiVersion: 'serving.knative.dev/v1' }],
    ['another kind', { kind: 'Endpoints' }],
  ])('is taken where it is in %s', (_, manifest) => {
    expect(mistakes((stack) => [new Redis(stack, 'redis'), other(stack, manifest)])).toEqual([]);
  });

  test('is refused in a chart that is rendered alone', () => {
    const stack = new WebStack(new App(), 'app');
    new Redis(stack, 'redis');
    other(stack);
    expect(() => stack.toJson()).toThrow(refused);
  });

  test('is none of ours where two others have it', () => {
    const declare = (stack: WebStack) => {
      other(stack);
      other(new Construct(stack, 'more'));
      new Server(stack, 'server', { image });
    };
    expect(mistakes(declare)).toEqual([]);
  });

  test('is seen where it is made after a first look, and said as often as it is asked', () => {
    const app = new App();
    const stack = new WebStack(app, 'app');
    new Redis(stack, 'redis');
    expect(() => app.synthYaml()).not.toThrow();
    other(stack);
    for (let times = 0; times < 2; times++) {
      expect(() => app.synthYaml()).toThrow(new RegExp(`errors:\\n {2}\\${refused}$`));
    }
  });

  test('is refused for a Namespace of another chart', () => {
    const app = new App();
    new WebStack(app, 'shop');
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    new ApiObject(new Chart(app, 'cluster'), 'shop', namespace);
    expect(() => app.synthYaml()).toThrow('[cluster/shop] the namespace "shop" is already made by shop; leave it out');
  });

  test('is refused across charts that share a namespace, once', () => {
    const app = new App();
    new Redis(new WebStack(app, 'one', { namespace: 'shop' }), 'redis');
    for (const id of ['two', 'three']) new Chart(app, id, { namespace: 'shop' });
    other(app.node.findChild('three') as Chart);
    expect(() => app.synthYaml()).toThrow(
      /^Validation failed with the following errors:\n {2}\[three\/other\] the Service "redis" is already made by one\/redis; choose another name for one of them$/,
    );
  });
});
