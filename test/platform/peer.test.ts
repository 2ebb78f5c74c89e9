// The peers of a platform: those that resolve names, and the ingress controllers whose requests routes allow.
import { Password, Peer, Platform, Redis, type PlatformProps } from 'cdk8s-webstack';
import { errors, render } from '../manifests';
import { createPlatform, PLATFORM_NAMES, PLATFORMS, type Resolver } from './platforms';

/** The peers that a Redis may resolve names with. */
function dnsPeers(platform: Platform): object[] {
  const { egress } = render((stack) => new Redis(stack, 'redis', { password: Password.none() }), { platform }).get(
    'NetworkPolicy',
    'redis',
  ).spec;
  expect(egress).toHaveLength(1);
  return egress[0].to;
}

function policyPeer({ namespace, labels, address }: Resolver): object {
  if (address) return { ipBlock: { cidr: `${address}/32` } };
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector: { matchLabels: labels },
  };
}

test.each(PLATFORM_NAMES)('allows the resolvers of %s', (name) => {
  expect(dnsPeers(createPlatform(name))).toEqual(PLATFORMS[name].resolvers.map(policyPeer));
});

test.each(PLATFORM_NAMES)('allows only declared resolvers, if there are any, on %s', (name) => {
  const platform = createPlatform(name, { dns: [Peer.cidr('10.0.0.2/32')] });
  expect(dnsPeers(platform)).toEqual([policyPeer({ address: '10.0.0.2' })]);
});

test('selects pods by all labels of a peer', () => {
  const labels = { app: 'unbound', tier: 'node' };
  const platform = Platform.generic({ dns: [Peer.pods('dns', labels)] });
  expect(dnsPeers(platform)).toEqual([policyPeer({ namespace: 'dns', labels })]);
});

describe('rejects', () => {
  const rejections = (props: PlatformProps) => errors(() => undefined, { platform: Platform.generic(props) });
  const noLabels =
    "the labels of Peer.pods is empty. Add a label, such as { 'k8s-app': 'kube-dns' }, or every pod of the namespace is selected.";
  const range = 'allowed: an address range that starts at its first address, such as 203.0.113.0/24 or 203.0.113.7/32.';
  const namespace =
    "allowed: a namespace name of at most 63 lower-case letters, digits and '-', not starting or ending with '-'.";
  const label = "allowed: at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit.";

  test.each<[string, () => Peer[], ...string[]]>([
    ['pods without labels', () => [Peer.pods('dns', {})], noLabels],
    [
      'pods whose labels are missing',
      () => [Peer.pods('dns', undefined as never)],
      "the labels of Peer.pods is missing. Add a label, such as { 'k8s-app': 'kube-dns' }.",
    ],
    [
      'a label value that is not text',
      () => [Peer.pods('dns', { app: 7 as never })],
      'the labels["app"] of Peer.pods is a number; allowed: text.',
    ],
    [
      'an invalid label value',
      () => [Peer.pods('dns', { app: 'a b' })],
      `the labels["app"] of Peer.pods is "a b"; ${label}`,
    ],
    [
      'an invalid namespace',
      () => [Peer.pods('Kube_System', { app: 'x' })],
      `the namespace of Peer.pods is "Kube_System"; ${namespace} Write "kube-system".`,
    ],
    [
      'a missing namespace',
      () => [Peer.pods(undefined as never, { app: 'x' })],
      'the namespace of Peer.pods is missing. Set the namespace of the pods, such as kube-system.',
    ],
    ['an invalid address range', () => [Peer.cidr('10.0.0.1')], `the cidr of Peer.cidr is "10.0.0.1"; ${range}`],
    [
      'every invalid peer of a list',
      () => [Peer.pods('dns', {}), Peer.cidr('')],
      noLabels,
      `the cidr of Peer.cidr is ""; ${range}`,
    ],
  ])('%s', (_, peers, ...messages) => {
    const expected = messages.map((message) => `[app] ${message}`);
    expect(rejections({ dns: peers() })).toEqual(expected);
    expect(rejections({ ingressController: peers() })).toEqual(expected);
  });

  test.each(['dns', 'ingressController'])('a list of %s that is empty, not a list, or without peers', (property) => {
    const reject = (value: unknown) => rejections({ [property]: value });
    expect(reject([])).toEqual([`[app] Platform.generic.${property} is empty. Add a Peer, or leave the property out.`]);
    expect(reject(Peer.cidr('10.0.0.1/32'))).toEqual([
      `[app] Platform.generic.${property} is a Peer; allowed: a list of peers. Put it in brackets: […].`,
    ]);
    expect(reject(['10.0.0.1/32'])).toEqual([
      `[app] Platform.generic.${property}[0] is text; allowed: a Peer, such as Peer.pods('kube-system', { 'k8s-app': 'kube-dns' }).`,
    ]);
  });
});
