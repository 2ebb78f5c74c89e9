import {
  Connection,
  DatabaseTls,
  ExternalService,
  Redis,
  SecretKey,
  Server,
  type ExternalServiceProps,
} from 'cdk8s-webstack';
import { errors, render } from '../manifests';

const image = 'example/server:1.4.0';

function environment(props: ExternalServiceProps) {
  const manifests = render((stack) => {
    const mail = new ExternalService(stack, 'mail', props);
    new Server(stack, 'server', { image, uses: [mail] });
  });
  return manifests.environment('server');
}

test('names the variables of host and port after the id', () => {
  expect(environment({ host: 'smtp.example.com', port: 587 })).toEqual({
    MAIL_HOST: 'smtp.example.com',
    MAIL_PORT: '587',
  });
  const undefinedNames = { hostVariable: undefined, portVariable: undefined };
  expect(environment({ host: 'smtp.example.com', port: 587, ...undefinedNames })).toEqual({
    MAIL_HOST: 'smtp.example.com',
    MAIL_PORT: '587',
  });
});

test('passes every variable under the names that are declared', () => {
  const props: Required<ExternalServiceProps> = {
    host: 'smtp.example.com',
    port: 587,
    hostVariable: 'SMTP_SERVER',
    portVariable: 'SMTP_PORT',
    variables: { SMTP_FROM: 'shop@example.com' },
    secrets: { SMTP_PASSWORD: SecretKey.of('smtp', 'password') },
    url: 'smtp://$(SMTP_FROM):$(SMTP_PASSWORD)@$(SMTP_SERVER):$(SMTP_PORT)',
    files: { '/etc/smtp/ca.crt': SecretKey.of('smtp', 'ca.crt') },
    notSecret: ['SMTP_FROM'],
    cidrs: ['203.0.113.0/24'],
  };
  expect(environment(props)).toEqual({
    SMTP_SERVER: 'smtp.example.com',
    SMTP_PORT: '587',
    SMTP_FROM: 'shop@example.com',
    SMTP_PASSWORD: 'secret/smtp/password',
  });
});

test('rejects a URL as a host, and does not show it: it may contain a password', () => {
  const messages = errors((stack) =>
    Redis.external(stack, 'redis', { tls: DatabaseTls.none(), host: 'redis://:hunter2@cache.example.com' }),
  );
  expect(messages).toEqual([
    '[app/redis] host is (not shown: it may contain a password); allowed: a DNS name in lower case or an IPv4 address, without scheme, user, port and path. Write "cache.example.com".',
  ]);
});

test('does not show a host that may contain a password as the source of a variable', () => {
  const names = { hostVariable: 'HOST', portVariable: 'PORT' };
  const uses = [1, 2].map((port) => Connection.toAddress('redis://:hunter2@cache.example.com', port, names));
  const messages = errors((stack) => new Server(stack, 'server', { image, uses }));
  const source = '(not shown: it may contain a password)';
  expect(messages).toContain(
    `[app/server] the variable PORT has a value from ${source} and one from ${source}. Rename one of them in uses, with .connection.prefixed('…') or .connection.renamed({ PORT: '…' }) of ${source}.`,
  );
  expect(messages.join()).not.toContain('hunter2');
});

test('rejects an id that cannot begin the name of a variable, unless both variables have a name', () => {
  const declare = (props: Partial<ExternalServiceProps>) =>
    errors((stack) => new ExternalService(stack, '1mail', { host: 'smtp.example.com', port: 587, ...props }));
  const message =
    '[app/1mail] the id "1mail" cannot begin the name of a variable. Set hostVariable and portVariable, or another id.';
  expect(declare({})).toEqual([message]);
  expect(declare({ hostVariable: 'MAIL_HOST' })).toEqual([message]);
  expect(declare({ hostVariable: 'MAIL_HOST', portVariable: 'MAIL_PORT' })).toEqual([]);
});

test('rejects invalid address ranges', () => {
  const cidrs = ['203.0.113.0/24', '2001:db8::/32', '203.0.113.7', '10.0.0.0/33', 'any'];
  const rejection = (index: number) =>
    `[app/mail] cidrs[${index}] is "${cidrs[index]}"; allowed: an address range that starts at its first address, such as 203.0.113.0/24 or 203.0.113.7/32.`;
  const declare = () =>
    errors((stack) => new ExternalService(stack, 'mail', { host: 'smtp.example.com', port: 587, cidrs }));
  expect(declare()).toEqual([2, 3, 4].map(rejection));
});

test('reports an invalid host and an invalid port once each', () => {
  const declare = (props: ExternalServiceProps) => errors((stack) => new ExternalService(stack, 'mail', props));
  expect(declare({ host: 'SMTP.example.com', port: 0 })).toEqual([
    '[app/mail] host is "SMTP.example.com"; allowed: a DNS name in lower case or an IPv4 address, without scheme, user, port and path. Write "smtp.example.com".',
    '[app/mail] port is 0; allowed: a whole number from 1 to 65535.',
  ]);
});
