// One wrong value is one error: no rule judges the default that stands in for a rejected property.
import { App, Chart, Size, Testing } from 'cdk8s';
import {
  ConfigMap,
  ExternalService,
  Health,
  IngressNginxRoutes,
  Postgres,
  Redis,
  Route,
  Server,
  Volume,
  WebStack,
  Worker,
  type ServerProps,
  type WorkerProps,
} from 'cdk8s-webstack';
import { errors } from '../manifests';

const image = 'example/server:1.4.0';
const volumes = { '/srv': Volume.persistent('uploads', Size.gibibytes(1)) };
const server = (props: object) => (stack: WebStack) => new Server(stack, 'x', { image, ...props } as ServerProps);
const worker = (props: object) => (stack: WebStack) => new Worker(stack, 'x', { image, ...props } as WorkerProps);

test.each<[string, (stack: WebStack) => unknown, string]>([
  ['replicas, beside a ReadWriteOnce claim', server({ replicas: '1', volumes }), 'replicas is text'],
  [
    'autoscaling, beside a ReadWriteOnce claim',
    server({ autoscaling: { maxReplicas: 0 }, volumes }),
    'autoscaling.maxReplicas is 0',
  ],
  [
    'minReplicas, beside a low maxReplicas',
    server({ autoscaling: { minReplicas: 'x', maxReplicas: 1 } }),
    'autoscaling.minReplicas is text',
  ],
  ['sharesWork, beside several replicas', worker({ replicas: 2, sharesWork: 'yes' }), 'sharesWork is text'],
  ['the port of health, on a worker', worker({ health: Health.http('/', { port: 0 }) }), 'Health.http.port is 0'],
  ['the port of Health.tcp, on a worker', worker({ health: Health.tcp(0) }), 'the port of Health.tcp is 0'],
])('%s', (_, declare, error) => {
  expect(errors(declare)).toEqual([expect.stringContaining(`[app/x] ${error}; allowed: `)]);
});

test('the port of a server that another one refers to by name', () => {
  const declare = (stack: WebStack) => {
    new Server(stack, 'first', { image, uses: [Server.byName(stack, 'x', 80)] });
    new Server(stack, 'x', { image, port: 80 });
  };
  expect(errors(declare)).toEqual([expect.stringContaining('[app/x] port is 80; allowed: ')]);
});

test('a variable, beside others that a URL refers to', () => {
  const variables = { COUNT: 1 as never, MAIL_USER: 'web' };
  const declare = (stack: WebStack) => {
    const mail = new ExternalService(stack, 'x', {
      ...{ host: 'smtp.example.com', port: 587, variables },
      url: 'smtp://$(MAIL_USER)@$(X_HOST)',
    });
    new Worker(stack, 'worker', { image, uses: [mail.connection.withUrl('MAIL_URL')] });
  };
  expect(errors(declare)).toEqual([expect.stringContaining('[app/x] variables["COUNT"] is a number; allowed: ')]);
});

test('an image, beside a digest that may be for it', () => {
  const podDefaults = { digests: { 'example/x:1.0.0': `sha256:${'0'.repeat(64)}` } };
  const found = errors((stack) => new Server(stack, 'x', { image: 'example/x:1.0.0 ' }), { podDefaults });
  expect(found).toEqual([expect.stringContaining('[app/x] ')]);
});

test('hosts of two sets of routes', () => {
  const declare = (stack: WebStack) => {
    const target = new Server(stack, 'server', { image });
    for (const id of ['one', 'two'])
      new IngressNginxRoutes(stack, id, { hosts: ['a_b'], routes: [Route.prefix('/', target)] });
  };
  expect(errors(declare)).toEqual(['one', 'two'].map((id) => expect.stringContaining(`[app/${id}] hosts[0] is "a_b"`)));
});

test('the name of a claim in two components', () => {
  const claim = Volume.claim(undefined as never);
  const declare = (stack: WebStack) => {
    for (const id of ['one', 'two']) new Server(stack, id, { image, replicas: 1, volumes: { '/srv': claim } });
  };
  expect(errors(declare)).toEqual(['one', 'two'].map((id) => expect.stringContaining(`[app/${id}] the name of `)));
});

test('an id that YAML cannot carry, which is in every object and in the variables of consumers', () => {
  const declare = (id: string) => (stack: WebStack) => {
    const redis = new Redis(stack, id);
    new Worker(stack, 'worker', { image, uses: [redis] });
  };
  expect(errors(declare('a\x7f'))).toEqual([
    expect.stringContaining('the name "a\\u007f" is not a valid Service name'),
  ]);
  expect(errors(declare('0o17'))).toEqual([expect.stringContaining('the name "0o17" is not a valid Service name')]);
  expect(errors((stack) => new Worker(stack, '0o17', { image }))).toHaveLength(1);
});

test('the id of a stack that YAML cannot carry', () => {
  const app = new App();
  new Worker(new WebStack(app, 'a\u2028'), 'worker', { image });
  expect(() => app.synthYaml()).toThrow(/^Validation failed[^\n]*\n {2}\[a\u2028\] the namespace is [^\n]+$/);
});

test('the name of a volume that YAML cannot carry', () => {
  const uploads = Volume.persistent('a\x7f', Size.gibibytes(1));
  expect(errors(server({ replicas: 1, volumes: { '/srv': uploads } }))).toEqual([
    expect.stringContaining('[app/x] the name of the claim is "x-a\\u007f"; allowed: '),
  ]);
});

test('an annotation of all pods that YAML cannot carry', () => {
  const podDefaults = { annotations: { note: '0o17' } };
  const declare = (stack: WebStack) => [server({})(stack), new Worker(stack, 'worker', { image })];
  expect(errors(declare, { podDefaults })).toEqual([
    expect.stringContaining('[app/x] the Deployment.spec.template.metadata.annotations.note is text that some YAML'),
  ]);
});

test('a text in two components, of which one was removed', () => {
  const app = new App();
  const stack = new WebStack(app, 'app');
  for (const id of ['one', 'two']) new Worker(stack, id, { image, env: { NOTE: 'a\x7f' } });
  stack.node.tryRemoveChild('one');
  expect(() => app.synthYaml()).toThrow(/^Validation failed[^\n]*\n {2}\[app\/two\] [^\n]* contains U\+007F[^\n]*$/);
});

test('a text in two charts, which can be rendered alone', () => {
  const app = new App();
  const charts = ['one', 'two'].map((id) => new Chart(app, id, { namespace: id }));
  for (const chart of charts) new Worker(chart, 'worker', { image, env: { NOTE: 'a\x7f' } });
  expect(() => app.synthYaml()).toThrow(/\[one\/worker\] .*U\+007F.*\n.*\[two\/worker\] .*U\+007F/);
  expect(() => Testing.synth(charts[1])).toThrow('[two/worker] ');
});

test('the key and the id of a ConfigMap, of which a component uses a key', () => {
  const declare = (id: string, key: string, data: object) => (stack: WebStack) => {
    const settings = new ConfigMap(stack, id, { data: data as Record<string, string> });
    new Worker(stack, 'worker', { image, config: { LEVEL: settings.key(key) } });
  };
  const data = { level: 'info' };
  expect(errors(declare('a/b', 'level', data))).toEqual([expect.stringContaining('[app/a--b] the id "a/b" contains ')]);
  expect(errors(declare('x', 'a b', data))).toEqual([expect.stringContaining('the key of ConfigMap.key is "a b"; ')]);
  expect(errors(declare('x', 'level', { level: 1 }))).toEqual([expect.stringContaining('data["level"] is a number; ')]);
  expect(errors(declare('x', 'level', { level: 1, other: 'a' }))).toHaveLength(1);
});

test('the database of a Postgres, which a component asks for by name', () => {
  const declare = (stack: WebStack) => {
    const postgres = new Postgres(stack, 'x', { database: null as unknown as string });
    new Worker(stack, 'worker', { image, uses: [postgres.database('postgres')] });
  };
  expect(errors(declare)).toEqual([expect.stringContaining('[app/x] database is null; allowed: text.')]);
});

test('a port that is not a number, which is in several objects', () => {
  expect(errors(server({ port: NaN }))).toEqual([expect.stringContaining('[app/x] port is NaN; allowed: ')]);
});
