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
import { mistakes, render, renderApp } from '../manifests';

const image = 'example/server:1.4.0';

function environment(uses: (stack: WebStack) => IProvider[]) {
  return render((stack) => new Server(stack, 'server', { image, uses: uses(stack) })).environment('server');
}

test('a connection is renamed for one consumer; what is not named keeps its name', () => {
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

test('two of a kind are told apart by a prefix', () => {
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
  test('holds of a secret only the reference', () => {
    const variables = environment((stack) => [new Postgres(stack, 'postgres').connection.withUrl('DATABASE_URL')]);
    expect(variables.DATABASE_URL).toBe('postgres://postgres:$(PGPASSWORD)@postgres:5432/postgres');
  });

  test('refers to the secret by the name that it has in the end', () => {
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
  ])('of %s', (_, provider, url) => {
    expect(environment((stack) => [provider(stack)]).URL).toBe(url);
  });
});

test('the same provider twice is one', () => {
  const variables = environment((stack) => {
    const redis = new Redis(stack, 'redis');
    return [redis, redis.connection.withUrl('REDIS_URL')];
  });
  expect(Object.keys(variables)).toEqual(['REDIS_HOST', 'REDIS_PORT', 'REDIS_URL']);
});

test("a class of one's own takes part like those of the library", () => {
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

test('a provider in another namespace is reached by its whole name', () => {
  const app = new App();
  const stack = (id: string, props: WebStackProps = {}) => new WebStack(app, id, props);
  const redis = new Redis(stack('data'), 'redis', { admitNamespaces: ['shop'] });
  new Server(stack('shop'), 'server', { image, uses: [redis] });
  expect(renderApp(app).environment('server').REDIS_HOST).toBe('redis.data.svc');
});

describe('a consumer is refused', () => {
  const refused = (uses: (stack: WebStack) => IProvider[], env = {}) =>
    mistakes((stack) => new Server(stack, 'server', { image, uses: uses(stack), env }));

  test('whose renaming names a variable that there is not', () => {
    expect(refused((stack) => [new Redis(stack, 'redis').connection.renamed({ REDIS_HOTS: 'HOST' })])).toEqual([
      '[app/server] there is no variable "REDIS_HOTS" to rename: the connection has REDIS_HOST, REDIS_PORT',
    ]);
  });

  test('that wants a URL where the provider gives none', () => {
    const endpoint = { service: 'x', port: 1, containerPort: 1, podLabels: { app: 'x' } };
    const provider = Connection.toEndpoint(endpoint, { hostVariable: 'HOST', portVariable: 'PORT' });
    expect(refused(() => [provider.withUrl('X_URL')])).toEqual([
      '[app/server] there is no URL for "X_URL": the provider gives none; set its url',
    ]);
  });

  test('with a URL that refers to what there is not', () => {
    const endpoint = { service: 'x', port: 1, containerPort: 1, podLabels: { app: 'x' } };
    const options = { hostVariable: 'HOST', portVariable: 'PORT', url: 'x://$(HOTS)' };
    expect(refused(() => [Connection.toEndpoint(endpoint, options).withUrl('X_URL')])).toEqual([
      '[app/server] the URL refers to HOTS; the variables of the connection are HOST, PORT',
    ]);
  });

  test('whose secret is in another namespace', () => {
    const app = new App();
    const platform = Platform.minikube();
    const postgres = new Postgres(new WebStack(app, 'data', { platform }), 'postgres', {
      password: Password.inline('hunter2'),
    });
    new Server(new WebStack(app, 'shop', { platform }), 'server', { image, uses: [postgres] });
    expect(() => app.synthYaml()).toThrow(
      '[shop/server] the Secret "postgres" is in the namespace "data", and a pod reads those of its own ("shop"); keep one there as well, and name it by its name and key',
    );
  });

  test('with two values for one variable', () => {
    expect(refused((stack) => [new Redis(stack, 'one'), new Redis(stack, 'two')])).toEqual([
      "[app/server] the variable REDIS_HOST has a value from app/one and one from app/two; rename one: in uses, .connection.prefixed('…') or .connection.renamed({ REDIS_HOST: '…' }) of app/two",
    ]);
  });

  test('with a literal in the place of what a provider gives', () => {
    expect(refused((stack) => [new Redis(stack, 'redis')], { REDIS_PORT: '1' })).toEqual([
      "[app/server] the variable REDIS_PORT has a value from app/redis and one from env; leave it out of env, or rename the other: connection.renamed({ REDIS_PORT: '…' })",
    ]);
  });

  test.each<[string, (connection: Connection) => Connection, string]>([
    ['renamed to one that it has', (connection) => connection.renamed({ REDIS_HOST: 'REDIS_PORT' }), 'REDIS_PORT'],
    ['a URL in the place of another', (connection) => connection.withUrl('REDIS_HOST'), 'REDIS_HOST'],
  ])('with one name for two variables of a provider: %s', (_, change, name) => {
    expect(refused((stack) => [change(new Redis(stack, 'redis').connection)])).toEqual([
      `[app/server] the connection has two variables "${name}"; choose another name for one`,
    ]);
  });

  test('with a name that no environment takes', () => {
    expect(refused(() => [], { '1ST': 'x' })).toEqual([
      "[app/server] \"1ST\" is no name for a variable; allowed are letters, digits, '_', '-' and '.', not beginning with a digit",
    ]);
  });
});
