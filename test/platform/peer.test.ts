// Whom a platform names: who resolves names, and whose requests the routes let in.
import { Peer, Platform, Redis, type PlatformProps } from 'cdk8s-webstack';
import { mistakes, render } from '../manifests';

/** Who resolves the names for a Redis. */
function dns(platform: Platform): object[] {
  const { egress } = render((stack) => new Redis(stack, 'redis'), { platform }).get('NetworkPolicy').spec;
  expect(egress).toHaveLength(1);
  return egress[0].to;
}

const inKubeSystem = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': name } },
});
const address = (cidr: string) => ({ ipBlock: { cidr } });
const USUAL = [inKubeSystem('kube-dns'), address('169.254.20.10/32')];

test.each<[string, Platform, object[]]>([
  ['CoreDNS and the cache on the node', Platform.generic(), USUAL],
  ['the same on minikube', Platform.minikube(), USUAL],
  ['the same on kind', Platform.kind(), USUAL],
  ['the same on EKS', Platform.eks(), USUAL],
  [
    'on GKE the cache as pods, and the metadata server, too',
    Platform.gke(),
    [...USUAL, inKubeSystem('node-local-dns'), address('169.254.169.254/32')],
  ],
  ['whoever is named', Platform.gke({ dns: [Peer.cidr('10.0.0.2/32')] }), [address('10.0.0.2/32')]],
])('names are resolved by %s', (_, platform, expected) => {
  expect(dns(platform)).toEqual(expected);
});

test('a peer of several labels has them all', () => {
  const platform = Platform.custom({ dns: [Peer.pods('dns', { app: 'unbound', tier: 'node' })] });
  expect(dns(platform)).toEqual([
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'dns' } },
      podSelector: { matchLabels: { app: 'unbound', tier: 'node' } },
    },
  ]);
});

describe('peers are refused', () => {
  const refused = (props: PlatformProps) => mistakes(() => undefined, { platform: Platform.custom(props) });
  const none =
    "Peer.pods has no labels, and would mean every pod of the namespace; name one, such as { 'k8s-app': 'kube-dns' }";

  test.each<[string, () => Peer[], ...string[]]>([
    ['without labels', () => [Peer.pods('dns', {})], none],
    [
      'whose labels are missing',
      () => [Peer.pods('dns', undefined as never)],
      'the labels of Peer.pods is missing; name them',
    ],
    [
      'whose labels are no text',
      () => [Peer.pods('dns', { app: 7 as never })],
      'the labels of Peer.pods["app"] is a number; allowed is text',
    ],
    [
      'whose labels no pod can bear',
      () => [Peer.pods('dns', { app: 'a b' })],
      "Peer.pods has the value \"a b\" for \"app\"; allowed are at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit",
    ],
    [
      'of a namespace that cannot be',
      () => [Peer.pods('Kube_System', { app: 'x' })],
      'Peer.pods has the namespace "Kube_System"; allowed are at most 63 of a-z, 0-9 and \'-\', as namespaces are named',
    ],
    [
      'of a namespace that is missing',
      () => [Peer.pods(undefined as never, { app: 'x' })],
      "Peer.pods has the namespace undefined; allowed are at most 63 of a-z, 0-9 and '-', as namespaces are named",
    ],
    [
      'of addresses that are none',
      () => [Peer.cidr('10.0.0.1')],
      'Peer.cidr has "10.0.0.1"; allowed are address ranges by their first address, such as 203.0.113.0/24 or 203.0.113.7/32',
    ],
    [
      'each for itself',
      () => [Peer.pods('dns', {}), Peer.cidr('')],
      none,
      'Peer.cidr has ""; allowed are address ranges by their first address, such as 203.0.113.0/24 or 203.0.113.7/32',
    ],
  ])('%s', (_, peers, ...messages) => {
    const expected = messages.map((message) => `[app] ${message}`);
    expect(refused({ dns: peers() })).toEqual(expected);
    expect(refused({ ingressController: peers() })).toEqual(expected);
  });

  test.each(['dns', 'ingressController'])('as no list, or an empty one, which would mean everybody: %s', (property) => {
    const wayOut = "allowed is a Peer, such as Peer.pods('kube-system', { 'k8s-app': 'kube-dns' })";
    const given = (value: unknown) => refused({ [property]: value });
    expect(given([])).toEqual([`[app] platform.${property} is empty; name at least one Peer, or leave it out`]);
    expect(given(Peer.cidr('10.0.0.1/32'))).toEqual([
      `[app] platform.${property} is a Peer; allowed is a list of peers`,
    ]);
    expect(given(['10.0.0.1/32'])).toEqual([`[app] platform.${property}[0] is text; ${wayOut}`]);
  });
});
