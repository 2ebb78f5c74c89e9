// Passwords in clear text stop synthesis on platforms that are not disposable.
import { App, Chart } from 'cdk8s';
import { ConfigMap, Connection, ExternalService, Platform, Server, Worker, type WebStack } from 'cdk8s-webstack';
import { errors } from '../manifests';
import { createPlatform, LASTING_PLATFORMS } from '../platform/platforms';

const image = 'example/server:1.4.0';
const platform = Platform.generic();
const secret = 'Hunter2';

const PLACES: Record<string, [(stack: WebStack, notSecret?: string[]) => unknown, string, string]> = {
  'a variable': [
    (stack, notSecret) => new Server(stack, 'x', { image, env: { API_TOKEN: secret }, notSecret }),
    'API_TOKEN',
    '[app/x] env["API_TOKEN"] is (not shown: text under a name that means a secret); allowed: text that everybody may read. Move it to secrets: { API_TOKEN: SecretKey.of(\'name\', \'key\') }, or add "API_TOKEN" to notSecret if it is no secret.',
  ],
  'a URL in a variable': [
    (stack, notSecret) => new Server(stack, 'x', { image, env: { DB: `postgres://u:${secret}@db` }, notSecret }),
    'DB',
    "[app/x] env[\"DB\"] is (not shown: a URL with a password); allowed: text that everybody may read. For a database of the stack, write uses: [postgres.connection.withUrl('DB')]; else move it to secrets: { DB: SecretKey.of('name', 'key') }, or add \"DB\" to notSecret if it is no secret.",
  ],
  'an argument': [
    (stack, notSecret) => new Worker(stack, 'x', { image, args: ['--token', secret], notSecret }),
    'token',
    '[app/x] args[1] is (not shown: text under a name that means a secret); allowed: text that everybody may read. Move it to a variable of secrets, which args can refer to as $(NAME), or add "token" to notSecret if it is no secret.',
  ],
  'an argument without a name': [
    (stack, notSecret) => new Worker(stack, 'x', { image, command: ['run', `redis://:${secret}@c`], notSecret }),
    'command[1]',
    '[app/x] command[1] is (not shown: a URL with a password); allowed: text that everybody may read. Move it to a variable of secrets, which args can refer to as $(NAME), or add "command[1]" to notSecret if it is no secret.',
  ],
  'a ConfigMap': [
    (stack, notSecret) => new ConfigMap(stack, 'x', { data: { 'db.password': secret }, notSecret }),
    'db.password',
    '[app/x] data["db.password"] is (not shown: text under a name that means a secret); allowed: text that everybody may read. Move it to a Secret, and refer to its key by SecretKey.of(name, key), or add "db.password" to notSecret if it is no secret.',
  ],
  'a variable of an external service': [
    (stack, notSecret) => mail(stack, { variables: { MAIL_PASSWORD: secret }, notSecret }),
    'MAIL_PASSWORD',
    '[app/x] variables["MAIL_PASSWORD"] is (not shown: text under a name that means a secret); allowed: text that everybody may read. Move it to secrets: { MAIL_PASSWORD: SecretKey.of(\'name\', \'key\') }, or add "MAIL_PASSWORD" to notSecret if it is no secret.',
  ],
  'the URL of an external service': [
    (stack, notSecret) => mail(stack, { url: `smtp://u:${secret}@$(X_HOST)`, notSecret }),
    'url',
    '[app/x] url is (not shown: a URL with a password); allowed: text that everybody may read. Move it to secrets, which the URL can refer to as $(NAME), or add "url" to notSecret if it is no secret.',
  ],
  'a variable of a connection': [
    (stack, notSecret) => new Server(stack, 'x', { image, uses: [toNats(notSecret).prefixed('A_')] }),
    'NATS_TOKEN',
    '[app/x] variables["NATS_TOKEN"] is (not shown: text under a name that means a secret); allowed: text that everybody may read. Move it to secrets: { NATS_TOKEN: SecretKey.of(\'name\', \'key\') }, or add "NATS_TOKEN" to notSecret if it is no secret.',
  ],
};

function mail(stack: WebStack, options: object): Server {
  const service = new ExternalService(stack, 'x', { host: 'mail.example.com', port: 25, ...options });
  return new Server(stack, 'server', { image, uses: [service] });
}

function toNats(notSecret?: string[]): Connection {
  const endpoint = { service: 'nats', port: 4222, containerPort: 4222, podLabels: { app: 'nats' } };
  const names = { hostVariable: 'NATS_HOST', portVariable: 'NATS_PORT' };
  return Connection.toEndpoint(endpoint, { ...names, variables: { NATS_TOKEN: secret }, notSecret });
}

describe.each(Object.keys(PLACES))('a secret in %s', (place) => {
  const [declare, name, message] = PLACES[place];

  test('is rejected once, and not shown', () => {
    expect(errors((stack) => declare(stack), { platform })).toEqual([message]);
    expect(message).not.toContain(secret);
  });

  test('is accepted if its name is in notSecret', () => {
    expect(errors((stack) => declare(stack, [name]), { platform })).toEqual([]);
    expect(errors((stack) => declare(stack, ['OTHER']), { platform })).toEqual([message]);
  });

  test('is accepted on a disposable platform', () => {
    expect(errors((stack) => declare(stack))).toEqual([]);
  });
});

test.each([
  ['PGPASSWORD', secret, 'uses: [postgres]'],
  ['REDIS_PASSWORD', secret, 'uses: [redis]'],
  ['CACHE', `rediss://:${secret}@cache`, "uses: [redis.connection.withUrl('CACHE')]"],
  ['DATABASE_URL', `postgresql://u:${secret}@db/a`, "uses: [postgres.connection.withUrl('DATABASE_URL')]"],
])('a database of the stack gives %s itself', (name, text, wayOut) => {
  const found = errors((stack) => new Worker(stack, 'x', { image, env: { [name]: text } }), { platform });
  expect(found).toEqual([
    expect.stringContaining(`For a database of the stack, write ${wayOut}; else move it to secrets: {`),
  ]);
});

test.each(LASTING_PLATFORMS)('is rejected on %s', (name) => {
  const declare = (stack: WebStack) => new Worker(stack, 'x', { image, env: { PGPASSWORD: secret } });
  expect(errors(declare, { platform: createPlatform(name) })).toHaveLength(1);
});

test('is rejected in a chart of another class', () => {
  const app = new App();
  new Worker(new Chart(app, 'mine'), 'x', { image, env: { PGPASSWORD: secret } });
  expect(() => app.synthYaml()).toThrow('[mine/x] env["PGPASSWORD"] is (not shown');
});
