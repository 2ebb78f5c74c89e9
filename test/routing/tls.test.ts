// Where HTTPS requests are decrypted.
import {
  Client,
  IngressNginxRoutes,
  Platform,
  Route,
  Tls,
  type IngressNginxRoutesProps,
  type WebStack,
} from 'cdk8s-webstack';
import { errors, render } from '../manifests';
import { createPlatform, DISPOSABLE_PLATFORMS, LASTING_PLATFORMS } from '../platform/platforms';

const hosts = ['shop.example'];

const routed = (props: Partial<IngressNginxRoutesProps>) => (stack: WebStack) => {
  const client = new Client(stack, 'client', { image: 'example/client:1.4.0' });
  const routes = [Route.prefix('/', client), Route.prefix('/api', client, { stripPrefix: true })];
  return new IngressNginxRoutes(stack, 'routes', { routes, ...props });
};

test.each<[string, Tls | undefined, object[] | undefined]>([
  ['with a certificate in a Secret', Tls.secret('shop-tls'), [{ hosts, secretName: 'shop-tls' }]],
  ["with the controller's certificate", Tls.controllerCertificate(), [{ hosts }]],
  ['in front of the controller', Tls.none(), undefined],
  ['nowhere', undefined, undefined],
])('decrypts %s, on both Ingresses', (_, tls, expected) => {
  const ingresses = render(routed({ hosts, tls })).all('Ingress');
  expect(ingresses.map(({ spec }) => spec.tls)).toEqual([expected, expected]);
});

describe('without tls', () => {
  const missing =
    '[app/routes] tls is not set; only disposable platforms, such as Platform.minikube() and Platform.kind(), default to plain HTTP. Set it to Tls.secret(name), Tls.controllerCertificate(), or Tls.none() if something in front of the controller decrypts.';

  test.each(LASTING_PLATFORMS)('rejects a platform that is not disposable: %s', (name) => {
    const platform = createPlatform(name);
    expect(errors(routed({ hosts }), { platform })).toEqual([missing]);
    expect(errors(routed({}), { platform })).toEqual([missing]);
    for (const tls of [Tls.none(), Tls.secret('shop-tls'), Tls.controllerCertificate()])
      expect(errors(routed({ hosts, tls }), { platform })).toEqual([]);
    expect(errors(routed({ tls: Tls.none() }), { platform })).toEqual([]);
  });

  test.each([
    ...DISPOSABLE_PLATFORMS.map((name) => [name, createPlatform(name)] as const),
    ['generic', Platform.generic({ disposable: true })] as const,
  ])('accepts a disposable platform: %s', (_, platform) => {
    expect(errors(routed({}), { platform })).toEqual([]);
  });
});

describe('rejects', () => {
  const noHosts = 'tls is set, but hosts is not; an Ingress decrypts only for the hosts that it lists. Set hosts.';
  const missing = 'the secretName of Tls.secret is missing. Name the Secret, or use Tls.controllerCertificate().';

  test.each<[string, Partial<IngressNginxRoutesProps>, string]>([
    ['a certificate without hosts', { tls: Tls.secret('shop-tls') }, noHosts],
    ["the controller's certificate without hosts", { tls: Tls.controllerCertificate() }, noHosts],
    [
      'an invalid Secret name',
      { hosts, tls: Tls.secret('Shop_TLS') },
      "the secretName of Tls.secret is (not shown); allowed: a Secret name of at most 253 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit.",
    ],
    ['a missing Secret name', { hosts, tls: Tls.secret(undefined as never) }, missing],
    [
      'a Secret name that is not text',
      { hosts, tls: Tls.secret(7 as never) },
      'the secretName of Tls.secret is a number; allowed: text.',
    ],
    [
      'an object of the kind that an Ingress has',
      { hosts, tls: { secretName: 'shop-tls' } as never },
      "tls is an Object; allowed: a Tls, such as Tls.secret('shop-tls').",
    ],
  ])('%s', (_, props, message) => {
    expect(errors(routed(props))).toEqual([`[app/routes] ${message}`]);
  });
});
