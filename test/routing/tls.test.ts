// Where requests are decrypted, and that it is said where it matters.
import {
  Client,
  IngressNginxRoutes,
  Platform,
  Route,
  Tls,
  type IngressNginxRoutesProps,
  type WebStack,
} from 'cdk8s-webstack';
import { mistakes, render } from '../manifests';

const hosts = ['shop.example'];

const routed = (props: Partial<IngressNginxRoutesProps>) => (stack: WebStack) => {
  const client = new Client(stack, 'client', { image: 'example/client:1.4.0' });
  const routes = [Route.prefix('/', client), Route.prefix('/api', client, { stripPrefix: true })];
  return new IngressNginxRoutes(stack, 'routes', { routes, ...props });
};

test.each<[string, Tls | undefined, object[] | undefined]>([
  ['by a certificate in a Secret', Tls.secret('shop-tls'), [{ hosts, secretName: 'shop-tls' }]],
  ["by the controller's own", Tls.controllerCertificate(), [{ hosts }]],
  ['in front of the controller', Tls.none(), undefined],
  ['nowhere', undefined, undefined],
])('requests are decrypted %s, on both Ingresses', (_, tls, expected) => {
  const ingresses = render(routed({ hosts, tls })).all('Ingress');
  expect(ingresses.map(({ spec }) => spec.tls)).toEqual([expected, expected]);
});

describe('that it is nowhere', () => {
  const refused =
    '[app/routes] nothing is said of TLS, and only on Platform.minikube() and Platform.kind() are plain requests the default; set tls: Tls.secret(name), Tls.controllerCertificate(), or Tls.none() where something in front of the controller decrypts';

  test.each([
    ['generic', Platform.generic()],
    ['eks', Platform.eks()],
    ['gke', Platform.gke()],
    ['custom', Platform.custom({})],
  ])('has to be said on a platform that is kept: %s', (_, platform) => {
    expect(mistakes(routed({ hosts }), { platform })).toEqual([refused]);
    expect(mistakes(routed({}), { platform })).toEqual([refused]);
    for (const tls of [Tls.none(), Tls.secret('shop-tls'), Tls.controllerCertificate()])
      expect(mistakes(routed({ hosts, tls }), { platform })).toEqual([]);
    expect(mistakes(routed({ tls: Tls.none() }), { platform })).toEqual([]);
  });

  test.each([
    ['minikube', Platform.minikube()],
    ['kind', Platform.kind()],
    ['custom', Platform.custom({ throwAway: true })],
  ])('goes without saying where it is thrown away: %s', (_, platform) => {
    expect(mistakes(routed({}), { platform })).toEqual([]);
  });
});

describe('a certificate is refused', () => {
  const missing = 'the name of Tls.secret is missing; name the Secret, or use Tls.controllerCertificate()';

  test.each<[string, Partial<IngressNginxRoutesProps>, string]>([
    ['for no host', { tls: Tls.secret('shop-tls') }, 'tls encrypts for no host; name them in hosts'],
    ['for no host', { tls: Tls.controllerCertificate() }, 'tls encrypts for no host; name them in hosts'],
    [
      'in a Secret that cannot be',
      { hosts, tls: Tls.secret('Shop_TLS') },
      "the Secret \"Shop_TLS\" has a name that Kubernetes refuses; allowed are a-z, 0-9, '-' and '.', at most 253",
    ],
    ['in a Secret whose name is not set', { hosts, tls: Tls.secret(undefined as never) }, missing],
    ['in no text', { hosts, tls: Tls.secret(7 as never) }, 'the name of Tls.secret is a number; allowed is text'],
    [
      'as Ingresses have it',
      { hosts, tls: { secretName: 'shop-tls' } as never },
      "tls is an Object; allowed is a Tls, such as Tls.secret('shop-tls')",
    ],
  ])('%s', (_, props, message) => {
    expect(mistakes(routed(props))).toEqual([`[app/routes] ${message}`]);
  });
});
