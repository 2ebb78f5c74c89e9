// Databases outside the stack: encryption is stated, and consumers verify the certificate.
import { App } from 'cdk8s';
import {
  ConfigMapKey,
  DatabaseTls,
  Password,
  Platform,
  Postgres,
  Redis,
  SecretKey,
  Server,
  WebStack,
  type PostgresExternalProps,
} from 'cdk8s-webstack';
import { errors, render, renderApp } from '../manifests';

const image = 'example/server:1.4.0';
const host = 'db.example.com';
const path = '/etc/database-ca/db-ca/ca.crt';
const ca = SecretKey.of('db-ca', 'ca.crt');
const verified = DatabaseTls.verified(ca);

const withPostgres = (tls: DatabaseTls) =>
  render((stack) => {
    const db = Postgres.external(stack, 'db', { host, tls });
    new Server(stack, 'server', { image, uses: [db.connection.withUrl('URL')] });
  });
const withRedis = (tls: DatabaseTls) =>
  render((stack) => {
    const cache = Redis.external(stack, 'cache', { host, tls, password: Password.fromSecret('cache', 'password') });
    new Server(stack, 'server', { image, uses: [cache.connection.withUrl('URL')] });
  });

test('a verified Postgres sets what libpq reads, and parameters of the URL', () => {
  expect(withPostgres(verified).environment('server')).toMatchObject({
    PGSSLMODE: 'verify-full',
    PGSSLROOTCERT: path,
    URL: `postgres://postgres:$(PGPASSWORD)@${host}:5432/postgres?sslmode=verify-full&sslrootcert=${path}`,
  });
});

test('a Postgres with a public certificate trusts the system; its URL names no file', () => {
  expect(withPostgres(DatabaseTls.publicCa()).environment('server')).toMatchObject({
    PGSSLMODE: 'verify-full',
    PGSSLROOTCERT: 'system',
    URL: `postgres://postgres:$(PGPASSWORD)@${host}:5432/postgres?sslmode=verify-full`,
  });
  expect(withPostgres(DatabaseTls.publicCa()).folders('server')).toEqual({ '/tmp': 'emptyDir' });
});

test('a database without encryption sets nothing', () => {
  const names = Object.keys(withPostgres(DatabaseTls.none()).environment('server'));
  expect(names).toEqual(['PGHOST', 'PGPORT', 'PGUSER', 'PGDATABASE', 'PGPASSWORD', 'URL']);
  expect(withRedis(DatabaseTls.none()).environment('server').URL).toBe(`redis://:$(REDIS_PASSWORD)@${host}:6379`);
});

test('a verified Redis has a URL with TLS, and the path of the CA', () => {
  expect(withRedis(verified).environment('server')).toMatchObject({
    REDIS_TLS: 'true',
    REDIS_CA_FILE: path,
    URL: `rediss://:$(REDIS_PASSWORD)@${host}:6379`,
  });
  const { REDIS_TLS, REDIS_CA_FILE, URL } = withRedis(DatabaseTls.publicCa()).environment('server');
  expect([REDIS_TLS, REDIS_CA_FILE, URL]).toEqual(['true', undefined, `rediss://:$(REDIS_PASSWORD)@${host}:6379`]);
});

test.each([
  ['Secret', ca, { secret: { name: 'db-ca', items: [{ key: 'ca.crt', path: path.slice(1) }] } }],
  [
    'ConfigMap',
    ConfigMapKey.of('db-ca', 'ca.crt'),
    { configMap: { name: 'db-ca', items: [{ key: 'ca.crt', path: path.slice(1) }] } },
  ],
])('consumers mount the CA from a %s as one file', (_, key, source) => {
  const manifests = withPostgres(DatabaseTls.verified(key));
  expect(manifests.folders('server')).toEqual({ '/tmp': 'emptyDir', [path]: 'files' });
  expect(manifests.pod('server').volumes[1].projected.sources).toEqual([source]);
});

test('two databases with one CA share its file; names of variables follow the prefix', () => {
  const manifests = render((stack) => {
    const [one, two] = ['one', 'two'].map((id) =>
      Postgres.external(stack, id, { host, tls: verified, password: Password.fromSecret(id, 'PGPASSWORD') }),
    );
    const uses = [one, two.connection.prefixed('REPORTS_').withUrl('REPORTS_URL')];
    new Server(stack, 'server', { image, uses, files: { [path]: ca, '/etc/app.key': SecretKey.of('app', 'key') } });
  });
  expect(manifests.environment('server').REPORTS_PGSSLROOTCERT).toBe(path);
  expect(manifests.environment('server').REPORTS_URL).toContain(`sslrootcert=${path}`);
  expect(Object.keys(manifests.folders('server'))).toEqual(['/tmp', path, '/etc/app.key']);
});

test.each([
  [
    'Postgres',
    (stack: WebStack, tls: unknown) => Postgres.external(stack, 'x', { host, tls } as PostgresExternalProps),
  ],
  ['Redis', (stack: WebStack, tls: unknown) => Redis.external(stack, 'x', { host, tls } as PostgresExternalProps)],
])('a %s that does not state its encryption is rejected on every platform, with all three ways out', (_, declare) => {
  const missing =
    "[app/x] tls is missing. Set it to DatabaseTls.verified(ca) with the key of the CA, such as SecretKey.of('orders-ca', 'ca.crt'), to DatabaseTls.publicCa(), or to DatabaseTls.none() if connections are not encrypted.";
  for (const platform of [Platform.kind(), Platform.generic()])
    expect(errors((stack) => declare(stack, undefined), { platform })).toEqual([missing]);
  expect(errors((stack) => declare(stack, true))).toEqual([
    '[app/x] tls is a boolean; allowed: a DatabaseTls, such as DatabaseTls.publicCa().',
  ]);
});

test('rejects what is no key of a CA, once, and does not show it', () => {
  const declare = (tls: DatabaseTls) => (stack: WebStack) => {
    const db = Postgres.external(stack, 'x', { host, tls });
    for (const id of ['one', 'two']) new Server(stack, id, { image, uses: [db] });
  };
  const messages = (value: unknown) => errors(declare(DatabaseTls.verified(value as SecretKey)));
  expect(messages('-----BEGIN CERTIFICATE-----')).toEqual([
    '[app/x] the ca of DatabaseTls.verified is text; allowed: a key of a Secret or a ConfigMap.',
  ]);
  expect(messages(undefined)).toEqual([
    "[app/x] the ca of DatabaseTls.verified is missing. Pass the key of the CA, such as SecretKey.of('orders-ca', 'ca.crt').",
  ]);
});

test('rejects a CA in another namespace than its consumer', () => {
  const app = new App();
  const stack = new WebStack(app, 'shop', { platform: Platform.kind() });
  const db = Postgres.external(stack, 'db', { host, tls: DatabaseTls.verified(SecretKey.of('ca', 'ca.crt', 'data')) });
  new Server(stack, 'server', { image, uses: [db] });
  expect(() => renderApp(app)).toThrow(
    '[shop/server] the namespace of the Secret "ca" is "data"; allowed: the namespace of the pod, "shop".',
  );
});

test('rejects another content at the path of the CA', () => {
  const declare = (stack: WebStack) => {
    const db = Postgres.external(stack, 'db', { host, tls: verified });
    new Server(stack, 'server', { image, uses: [db], files: { [path]: SecretKey.of('other', 'ca.crt') } });
  };
  expect(errors(declare)).toEqual([
    `[app/server] the file "${path}" has a content from db.example.com and one from files. Choose another path for one.`,
  ]);
});
