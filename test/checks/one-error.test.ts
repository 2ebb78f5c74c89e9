// One wrong value is one error: no rule judges the default that stands in for a rejected property.
import { Size } from 'cdk8s';
import {
  ExternalService,
  Health,
  IngressNginxRoutes,
  Route,
  Server,
  Volume,
  Worker,
  type ServerProps,
  type WebStack,
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
