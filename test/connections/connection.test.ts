import { App } from 'cdk8s';
import {
  Connection,
  Password,
  Platform,
  Postgres,
  Redis,
  SecretKey,
  Server,
  WebStack,
  type IProvider,
  type WebStackProps,
} from 'cdk8s-webstack';
import { errors, render, renderApp } from '../manifests';

const image = 'example/server:1.4.0';

function environment(uses: (stack: WebStack) => IProvider[]) {
  return render((stack) => new Server(stack, 'server', { image, uses: uses(stack) })).environment('server');
}

test('renames variables for one consumer, and keeps the names of the others', () => {
  const variables = environment((stack) => [
    new Postgres(stack, 'postgres').connection.renamed({ PGHOST: 'DB_HOST', PGPASSWORD: 'DB_PASS' }),
  ]);
  expect(variables).toEqual({
    DB_HOST: 'postgres',
    PGPORT: '5432',
    PGUSER: 'postgres',
    PGDATABASE: 'postgres',
    DB_PASS: 'secret/pgpassword/PGPASSWORD',
  });
});

test('distinguishes two providers of one kind by a prefix', () => {
  const variables = environment((stack) => [
    new Redis(stack, 'queue'),
    new Redis(stack, 'cache').connection.prefixed('CACHE_'),
  ]);
  expect(variables).toEqual({
    REDIS_HOST: 'queue',
    REDIS_PORT: '6379',
    CACHE_REDIS_HOST: 'cache',
    CACHE_REDIS_PORT: '6379',
  });
});

describe('a URL', () => {
  test('contains only a reference to a secret', () => {
    const variables = environment((stack) => [new Postgres(stack, 'postgres').connection.withUrl('DATABASE_URL')]);
    expect(variables.DATABASE_URL).toBe('postgres://postgres:$(PGPASSWORD)@postgres:5432/postgres');
  });

  test('refers to a secret by the name that the consumer gives it', () => {
    const variables = environment((stack) => [
      new Postgres(stack, 'postgres').connection
        .withUrl('DATABASE_URL')
        .prefixed('SHOP_')
        .renamed({ SHOP_PGPASSWORD: 'PW' }),
    ]);
    expect(variables.SHOP_DATABASE_URL).toBe('postgres://postgres:$(PW)@postgres:5432/postgres');
  });

  test.each<[string, (stack: WebStack) => IProvider, string]>([
    ['Redis', (stack) => new Redis(stack, 'redis').connection.withUrl('URL'), 'redis://redis:6379'],
    ['a server', (stack) => new Server(stack, 'api', { image }).connection.withUrl('URL'), 'http://api:5000'],
  ])('is available for %s', (_, provider, url) => {
    expect(environment((stack) => [provider(stack)]).URL).toBe(url);
  });
});

test('accepts the same provider twice', () => {
  const variables = environment((stack) => {
    const redis = new Redis(stack, 'redis');
    return [redis, redis.connection.withUrl('REDIS_URL')];
  });
  expect(Object.keys(variables)).toEqual(['REDIS_HOST', 'REDIS_PORT', 'REDIS_URL']);
});

test("accepts a provider of a class that is not the library's", () => {
  class Rabbit implements IProvider {
    readonly connection = Connection.toEndpoint(
      { service: 'rabbit', port: 5672, containerPort: 5672, podLabels: { app: 'rabbit' }, namespace: 'app' },
      {
        hostVariable: 'AMQP_HOST',
        portVariable: 'AMQP_PORT',
        secrets: { AMQP_PASSWORD: SecretKey.of('rabbit', 'password') },
        url: 'amqp://guest:$(AMQP_PASSWORD)@$(AMQP_HOST):$(AMQP_PORT)',
      },
    );
  }
  const manifests = render(
    (stack) => new Server(stack, 'server', { image, uses: [new Rabbit().connection.withUrl('AMQP_URL')] }),
  );
  expect(manifests.environment('server').AMQP_URL).toBe('amqp://guest:$(AMQP_PASSWORD)@rabbit:5672');
  expect(manifests.get('Deployment').spec.template.metadata.labels).toHaveProperty(
    ['app.uses.webstack/rabbit'],
    'true',
  );
});

test('includes the namespace in the host name of a provider in another namespace', () => {
  const app = new App();
  const stack = (id: string, props: WebStackProps = {}) => new WebStack(app, id, props);
  const redis = new Redis(stack('data'), 'redis', { password: Password.none(), allowNamespaces: ['shop'] });
  new Server(stack('shop'), 'server', { image, uses: [redis] });
  expect(renderApp(app).environment('server').REDIS_HOST).toBe('redis.data.svc');
});

describe('rejects', () => {
  const rejections = (uses: (stack: WebStack) => IProvider[], env = {}) =>
    errors((stack) => new Server(stack, 'server', { image, uses: uses(stack), env }));

  test('a new name for an unknown variable', () => {
    expect(rejections((stack) => [new Redis(stack, 'redis').connection.renamed({ REDIS_HOTS: 'HOST' })])).toEqual([
      '[app/server] Connection.renamed refers to "REDIS_HOTS"; allowed: the connection\'s variables (REDIS_HOST, REDIS_PORT).',
    ]);
  });

  test('a URL of a provider without one', () => {
    const endpoint = { service: 'x', port: 1, containerPort: 1, podLabels: { app: 'x' } };
    const provider = Connection.toEndpoint(endpoint, { hostVariable: 'HOST', portVariable: 'PORT' });
    expect(rejections(() => [provider.withUrl('X_URL')])).toEqual([
      '[app/server] withUrl("X_URL") needs a URL. Set url of the provider.',
    ]);
  });

  test('a URL that refers to an unknown variable, once', () => {
    const endpoint = { service: 'x', port: 1, containerPort: 1, podLabels: { app: 'x' } };
    const options = { hostVariable: 'HOST', portVariable: 'PORT', url: 'x://$(HOTS):$(HOTS)' };
    expect(rejections(() => [Connection.toEndpoint(endpoint, options).withUrl('X_URL').withUrl('Y_URL')])).toEqual([
      "[app/server] the URL refers to HOTS; allowed: the connection's variables (HOST, PORT).",
    ]);
  });

  test('a secret in another namespace', () => {
    const app = new App();
    const platform = Platform.minikube();
    const postgres = new Postgres(new WebStack(app, 'data', { platform }), 'postgres', {
      password: Password.inline('hunter2'),
    });
    new Server(new WebStack(app, 'shop', { platform }), 'server', { image, uses: [postgres] });
    expect(() => app.synthYaml()).toThrow(
      '[shop/server] the namespace of the Secret "postgres" is "data"; allowed: the namespace of the pod, "shop". Create the Secret in that namespace too, and refer to it by name and key.',
    );
  });

  test('two values of one variable', () => {
    expect(rejections((stack) => [new Redis(stack, 'one'), new Redis(stack, 'two')])).toEqual([
      "[app/server] the variable REDIS_HOST has a value from app/one and one from app/two. Rename one of them in uses, with .connection.prefixed('…') or .connection.renamed({ REDIS_HOST: '…' }) of app/two.",
    ]);
  });

  test('a literal for a variable of a provider', () => {
    expect(rejections((stack) => [new Redis(stack, 'redis')], { REDIS_PORT: '1' })).toEqual([
      "[app/server] the variable REDIS_PORT has a value from app/redis and one from env. Remove it from env, or rename the other one with connection.renamed({ REDIS_PORT: '…' }).",
    ]);
  });

  test.each<[string, (connection: Connection) => Connection, string]>([
    [
      'renamed to another one of its variables',
      (connection) => connection.renamed({ REDIS_HOST: 'REDIS_PORT' }),
      'REDIS_PORT',
    ],
    ['a URL under the name of another variable', (connection) => connection.withUrl('REDIS_HOST'), 'REDIS_HOST'],
  ])('one name for two variables of a provider: %s', (_, change, name) => {
    expect(rejections((stack) => [change(new Redis(stack, 'redis').connection)])).toEqual([
      `[app/server] the connection has two variables "${name}". Rename one of them.`,
    ]);
  });

  test('an invalid name of a variable', () => {
    expect(rejections(() => [], { '1ST': 'x' })).toEqual([
      "[app/server] the key \"1ST\" of env is not valid; allowed: letters, digits, '_', '-' and '.', not starting with a digit.",
    ]);
  });
});
