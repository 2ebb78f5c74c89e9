import { ApiObject, App, Chart, type ApiObjectProps } from 'cdk8s';
import { Client, Password, Redis, Server, WebStack } from 'cdk8s-webstack';
import { Construct } from 'constructs';
import { errors, render, renderApp } from '../manifests';

const password = Password.none();

const image = 'example/server:1.4.0';

test('names a component by its path in the chart', () => {
  const manifests = render((stack) => new Server(new Construct(stack, 'api'), 'server', { image }));
  expect(manifests.get('Service').metadata.name).toBe('api-server');
});

test('selects by name and instance only, which no upgrade changes', () => {
  const { spec } = render((stack) => new Redis(stack, 'redis'), { labels: { team: 'web' } }).get('Deployment');
  expect(spec.selector.matchLabels).toEqual({ 'app.kubernetes.io/name': 'redis', 'app.kubernetes.io/instance': 'app' });
});

test("keeps the selector's labels if a user sets the same ones", () => {
  const labels = { 'app.kubernetes.io/name': 'mine', team: 'web' };
  const { metadata, spec } = render((stack) => new Redis(stack, 'redis'), { labels }).get('Deployment');
  expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'redis', team: 'web' });
  expect(spec.template.metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'redis', team: 'web' });
});

describe('rejects a name', () => {
  test('that is not a valid Service name', () => {
    expect(errors((stack) => new Server(stack, 'Server_1', { image }))).toEqual([
      '[app/Server_1] the name "Server_1" is not a valid Service name; allowed: at most 63 lower-case letters, digits and \'-\', starting with a letter, not ending with \'-\'. Choose an id that gives "server-1".',
    ]);
    expect(errors((stack) => new Server(stack, 'a'.repeat(64), { image }))).toHaveLength(1);
    expect(errors((stack) => new Server(stack, 'a'.repeat(63), { image }))).toEqual([]);
  });

  test.each([
    ['kubernetes', 'default'],
    ['kube-dns', 'kube-system'],
  ])('of the Service %s, which the cluster has in the namespace %s', (id, namespace) => {
    const declare = (stack: WebStack) => new Server(stack, id, { image });
    expect(errors(declare, { namespace, createNamespace: false })).toEqual([
      `[app/${id}] the name "${id}" belongs to a Service of the cluster in the namespace ${namespace}. Choose another id.`,
    ]);
    expect(errors(declare)).toEqual([]);
  });

  test('that two paths result in', () => {
    const declare = (stack: WebStack) => {
      new Server(stack, 'api-server', { image });
      new Client(new Construct(stack, 'api'), 'server', { image });
    };
    expect(errors(declare)).toEqual([
      '[app/api/server] app/api-server already creates the ServiceAccount "api-server". Choose another id.',
    ]);
  });

  test('that is not a valid Namespace name', () => {
    const wanted =
      "namespace is \"My Shop\"; allowed: a namespace name of at most 63 lower-case letters, digits and '-', not starting or ending with '-'.";
    const app = new App();
    new WebStack(app, 'shop', { namespace: 'My Shop' });
    expect(() => app.synthYaml()).toThrow(`[shop] ${wanted}`);
  });

  test('that is not a valid label value', () => {
    const app = new App();
    new WebStack(app, 'My Shop', { namespace: 'shop' });
    expect(() => app.synthYaml()).toThrow(
      "[My Shop] the id of the chart \"My Shop\" is not a valid label value; allowed: at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit. Choose another id.",
    );
  });

  test('that is not a valid label value, once for each chart', () => {
    const app = new App();
    const chart = new Chart(app, 'My Chart');
    for (const id of ['one', 'two']) new Redis(chart, id, { password });
    expect(() => app.synthYaml()).toThrow(/^[^\n]*\n {2}\[My Chart\] the id of the chart "My Chart" [^\n]*$/);
  });

  test('of a stack inside a group', () => {
    const app = new App();
    new WebStack(new Construct(app, 'group'), 'shop');
    expect(() => app.synthYaml()).toThrow(
      '[group/shop] the stack is not directly in an App. Put it there, and group its components in plain Constructs inside it.',
    );
  });

  test('of a Namespace that another stack creates', () => {
    const app = new App();
    new WebStack(app, 'shop');
    new WebStack(app, 'blog', { namespace: 'shop' });
    expect(() => app.synthYaml()).toThrow(
      '[blog] shop already creates the namespace "shop". Set createNamespace: false here.',
    );
  });

  test('that two stacks use in one namespace', () => {
    const app = new App();
    new Redis(new WebStack(app, 'shop'), 'redis', { password });
    new Redis(new WebStack(app, 'blog', { namespace: 'shop', createNamespace: false }), 'redis', { password });
    expect(() => app.synthYaml()).toThrow('[blog/redis] shop/redis already creates the ServiceAccount "redis".');
  });
});

test('accepts the same names in charts without a namespace: each can be applied to another one', () => {
  const app = new App();
  for (const id of ['staging', 'production']) new Redis(new Chart(app, id), 'redis', { password });
  expect(renderApp(app).all('Service')).toHaveLength(2);
});

describe('the name of an object from elsewhere', () => {
  const other = (scope: Construct, manifest: Partial<ApiObjectProps> = {}) =>
    new ApiObject(scope, 'other', {
      ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'redis' }, spec: { ports: [{ port: 6379 }] } },
      ...manifest,
    });
  const refused = '[app/other] app/redis already creates the Service "redis". Choose another name for one of the two.';

  test.each([
    ['after the component', (stack: WebStack) => [new Redis(stack, 'redis'), other(stack)], refused],
    [
      'before the component',
      (stack: WebStack) => [other(stack), new Redis(stack, 'redis')],
      '[app/redis] app/other already creates the Service "redis". Choose another id.',
    ],
  ])('is rejected if the object is created %s', (_, declare, expected) => {
    expect(errors(declare)).toEqual([expected]);
  });

  test.each([
    ['another namespace', { metadata: { name: 'redis', namespace: 'elsewhere' } }],
    ['another group', { apiVersion: 'serving.knative.dev/v1' }],
    ['another kind', { kind: 'Endpoints' }],
  ])('is accepted in %s', (_, manifest) => {
    expect(errors((stack) => [new Redis(stack, 'redis'), other(stack, manifest)])).toEqual([]);
  });

  test('is rejected in a chart that is rendered alone', () => {
    const stack = new WebStack(new App(), 'app');
    new Redis(stack, 'redis', { password });
    other(stack);
    expect(() => stack.toJson()).toThrow(refused);
  });

  test('is not checked between two other objects', () => {
    const declare = (stack: WebStack) => {
      other(stack);
      other(new Construct(stack, 'more'));
      new Server(stack, 'server', { image });
    };
    expect(errors(declare)).toEqual([]);
  });

  test('is found after a first synthesis, and reported by each one', () => {
    const app = new App();
    const stack = new WebStack(app, 'app');
    new Redis(stack, 'redis', { password });
    expect(() => app.synthYaml()).not.toThrow();
    other(stack);
    for (let times = 0; times < 2; times++) {
      expect(() => app.synthYaml()).toThrow(new RegExp(`errors:\\n {2}\\${refused}$`));
    }
  });

  test('is rejected for a Namespace of another chart', () => {
    const app = new App();
    new WebStack(app, 'shop');
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    new ApiObject(new Chart(app, 'cluster'), 'shop', namespace);
    expect(() => app.synthYaml()).toThrow(
      '[cluster/shop] shop already creates the namespace "shop". Remove this object.',
    );
  });

  test('is rejected across charts that share a namespace, once', () => {
    const app = new App();
    new Redis(new WebStack(app, 'one', { namespace: 'shop' }), 'redis', { password });
    for (const id of ['two', 'three']) new Chart(app, id, { namespace: 'shop' });
    other(app.node.findChild('three') as Chart);
    expect(() => app.synthYaml()).toThrow(
      /^Validation failed with the following errors:\n {2}\[three\/other\] one\/redis already creates the Service "redis"\. Choose another name for one of the two\.$/,
    );
  });
});
