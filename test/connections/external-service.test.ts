import { ExternalService, Redis, SecretKey, Server, type ExternalServiceProps } from 'cdk8s-webstack';
import { mistakes, render } from '../manifests';

const image = 'example/server:1.4.0';

function environment(props: ExternalServiceProps) {
  const manifests = render((stack) => {
    const mail = new ExternalService(stack, 'mail', props);
    new Server(stack, 'server', { image, uses: [mail] });
  });
  return manifests.environment('server');
}

test('host and port are given after the name', () => {
  expect(environment({ host: 'smtp.example.com', port: 587 })).toEqual({
    MAIL_HOST: 'smtp.example.com',
    MAIL_PORT: '587',
  });
});

test('everything is given under the names that the application wants', () => {
  const props: Required<ExternalServiceProps> = {
    host: 'smtp.example.com',
    port: 587,
    hostVariable: 'SMTP_SERVER',
    portVariable: 'SMTP_PORT',
    variables: { SMTP_FROM: 'shop@example.com' },
    secrets: { SMTP_PASSWORD: SecretKey.of('smtp', 'password') },
    url: 'smtp://$(SMTP_FROM):$(SMTP_PASSWORD)@$(SMTP_SERVER):$(SMTP_PORT)',
    cidrs: ['203.0.113.0/24'],
  };
  expect(environment(props)).toEqual({
    SMTP_SERVER: 'smtp.example.com',
    SMTP_PORT: '587',
    SMTP_FROM: 'shop@example.com',
    SMTP_PASSWORD: 'secret/smtp/password',
  });
});

test('a URL in the place of a host is refused, and not shown: it may hold a password', () => {
  const messages = mistakes((stack) => Redis.external(stack, 'redis', { host: 'redis://:hunter2@cache.example.com' }));
  expect(messages).toEqual([
    '[app/redis] host is (not shown: it may hold a password); allowed is a DNS name in lower case or an IPv4 address, without scheme, user, port and path',
  ]);
});

test('a range that is none is refused', () => {
  const cidrs = ['203.0.113.0/24', '2001:db8::/32', '203.0.113.7', '10.0.0.0/33', 'any'];
  const wanted = (cidr: string) =>
    `[app/mail] cidrs has "${cidr}"; allowed are address ranges by their first address, such as 203.0.113.0/24 or 203.0.113.7/32`;
  const declare = () =>
    mistakes((stack) => new ExternalService(stack, 'mail', { host: 'smtp.example.com', port: 587, cidrs }));
  expect(declare()).toEqual(['203.0.113.7', '10.0.0.0/33', 'any'].map(wanted));
});

test('an address that is none is refused', () => {
  const declare = (props: ExternalServiceProps) => mistakes((stack) => new ExternalService(stack, 'mail', props));
  expect(declare({ host: 'SMTP.example.com', port: 0 })).toEqual([
    '[app/mail] host is "SMTP.example.com"; allowed is a DNS name in lower case or an IPv4 address, without scheme, user, port and path',
    '[app/mail] port is 0; allowed is a whole number from 1 to 65535',
  ]);
});
