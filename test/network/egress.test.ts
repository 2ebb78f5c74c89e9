// Egress out of the stack: external services and address ranges.
import { Protocol } from 'cdk8s-plus-27';
import {
  DatabaseTls,
  ExternalService,
  Peer,
  Platform,
  Postgres,
  Redis,
  Server,
  Worker,
  type EgressRule,
  type IProvider,
  type WebStack,
} from 'cdk8s-webstack';
import { errors, render, type Manifest } from '../manifests';

const image = 'example/server:1.4.0';
const tcp = (port: number) => ({ protocol: 'TCP', port });

/** The rules of a server, without the one for name resolution. */
function rules(uses: (stack: WebStack) => IProvider[], allowEgress?: EgressRule[]): Manifest[] {
  const manifests = render((stack) => new Server(stack, 'server', { image, uses: uses(stack), allowEgress }));
  return manifests.get('NetworkPolicy', 'server').spec.egress.slice(0, -1);
}

describe('allows traffic to an external service', () => {
  const external = (host: string, cidrs?: string[]) =>
    rules((stack) => [new ExternalService(stack, 'mail', { host, port: 587, cidrs })]);

  test('at its address ranges, each once', () => {
    const cidrs = ['203.0.113.0/24', '2001:db8::/32', '203.0.113.0/24'];
    expect(external('smtp.example.com', cidrs)).toEqual([
      { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }, { ipBlock: { cidr: '2001:db8::/32' } }], ports: [tcp(587)] },
    ]);
  });

  test('at its address, if the host is one', () => {
    expect(external('203.0.113.7')).toEqual([{ to: [{ ipBlock: { cidr: '203.0.113.7/32' } }], ports: [tcp(587)] }]);
  });

  test('at its address ranges, if the host is an address too', () => {
    expect(external('203.0.113.7', ['203.0.113.0/29'])[0].to).toEqual([{ ipBlock: { cidr: '203.0.113.0/29' } }]);
  });

  test('at any address except those of node and cloud credentials, if only its name is known', () => {
    const anywhere = [
      { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16', '168.63.129.16/32', '100.100.100.200/32'] } },
      { ipBlock: { cidr: '::/0', except: ['fe80::/10', 'fd00:ec2::/32', 'fd20:ce::254/128', 'fd00:42::42/128'] } },
    ];
    expect(external('smtp.example.com')).toEqual([{ to: anywhere, ports: [tcp(587)] }]);
  });

  test.each<[string, (stack: WebStack) => IProvider, number]>([
    ['a Postgres', (stack) => Postgres.external(stack, 'x', { tls: DatabaseTls.none(), host: '203.0.113.7' }), 5432],
    ['a Redis', (stack) => Redis.external(stack, 'x', { tls: DatabaseTls.none(), host: '203.0.113.7' }), 6379],
    [
      'a Postgres on another port',
      (stack) => Postgres.external(stack, 'x', { tls: DatabaseTls.none(), host: '203.0.113.7', port: 5433 }),
      5433,
    ],
  ])('that is %s', (_, declare, port) => {
    expect(rules((stack) => [declare(stack)])).toEqual([
      { to: [{ ipBlock: { cidr: '203.0.113.7/32' } }], ports: [tcp(port)] },
    ]);
  });

  test('without a consumer label', () => {
    const manifests = render((stack) => {
      const mail = new ExternalService(stack, 'mail', { host: 'smtp.example.com', port: 587 });
      new Server(stack, 'server', { image, uses: [mail] });
    });
    const { labels } = manifests.get('Deployment').spec.template.metadata;
    expect(Object.keys(labels).filter((key) => key.includes('uses'))).toEqual([]);
  });
});

describe('allowEgress', () => {
  test('adds rules after those of providers', () => {
    const allRules = rules((stack) => [new Redis(stack, 'redis')], [{ cidr: '198.51.100.0/24', ports: [443, 8443] }]);
    expect(allRules[0].ports).toEqual([tcp(6379)]);
    expect(allRules.slice(1)).toEqual([
      { to: [{ ipBlock: { cidr: '198.51.100.0/24' } }], ports: [tcp(443), tcp(8443)] },
    ]);
  });

  test('excludes parts of a range, and sets another protocol', () => {
    const rule = { cidr: '203.0.0.0/8', exceptCidrs: ['203.0.113.0/24', '203.1.0.0/16'], ports: [123] };
    expect(rules(() => [], [{ ...rule, protocol: Protocol.UDP }])).toEqual([
      {
        to: [{ ipBlock: { cidr: '203.0.0.0/8', except: ['203.0.113.0/24', '203.1.0.0/16'] } }],
        ports: [{ protocol: 'UDP', port: 123 }],
      },
    ]);
  });

  test('renders equal rules once', () => {
    const rule = { cidr: '2001:db8::/32', exceptCidrs: ['2001:db8:1::/48'], ports: [443] };
    expect(rules(() => [], [rule, { ...rule }])).toHaveLength(1);
  });

  test('applies to a worker', () => {
    const allowEgress = [{ cidr: '198.51.100.0/24', ports: [25] }];
    const manifests = render((stack) => new Worker(stack, 'worker', { image, allowEgress }));
    expect(manifests.get('NetworkPolicy', 'worker').spec.egress[0].ports).toEqual([tcp(25)]);
  });

  test('adds no rule by default', () => {
    expect(rules(() => [])).toEqual([]);
    expect(rules(() => [], [])).toEqual([]);
  });
});

describe('metadata services', () => {
  const ipBlocks = (rule: Omit<EgressRule, 'ports'>) =>
    rules(() => [], [{ ...rule, ports: [80] }]).map(({ to }) => to[0].ipBlock);
  const rejections = (rule: Omit<EgressRule, 'ports'>) =>
    errors((stack) => new Server(stack, 'server', { image, allowEgress: [{ ...rule, ports: [80] }] }));
  const reason = 'which gives credentials to every caller';

  test.each([
    ['0.0.0.0/0', ['169.254.0.0/16', '168.63.129.16/32', '100.100.100.200/32']],
    ['::/0', ['fe80::/10', 'fd00:ec2::/32', 'fd20:ce::254/128', 'fd00:42::42/128']],
    ['0:0::/0', ['fe80::/10', 'fd00:ec2::/32', 'fd20:ce::254/128', 'fd00:42::42/128']],
  ])('are left out of %s', (cidr, except) => {
    expect(ipBlocks({ cidr })).toEqual([{ cidr, except }]);
    expect(ipBlocks({ cidr, exceptCidrs: except })).toEqual([{ cidr, except }]);
    expect(ipBlocks({ cidr, allowMetadata: true })).toEqual([{ cidr }]);
  });

  test('are left out beside exceptions of the rule', () => {
    expect(ipBlocks({ cidr: '0.0.0.0/0', exceptCidrs: ['10.0.0.0/8', '100.64.0.0/10'] })).toEqual([
      { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '168.63.129.16/32'] },
    ]);
  });

  test.each([
    ['169.254.169.254/32', '169.254.169.254/32'],
    ['169.254.0.0/16', '169.254.169.254/32'],
    ['128.0.0.0/1', '169.254.169.254/32'],
    ['168.63.129.0/24', '168.63.129.16/32'],
    ['100.64.0.0/10', '100.100.100.200/32'],
    ['169.254.170.0/24', '169.254.170.23/32'],
    ['169.254.170.2/32', '169.254.170.2/32'],
    ['fd20:ce::254/128', 'fd20:ce::254/128'],
    ['fd20::/16', 'fd20:ce::254/128'],
    ['fd00:42::/32', 'fd00:42::42/128'],
    ['fd00:ec2::254/128', 'fd00:ec2::/32'],
    ['fd00::/8', 'fd00:ec2::/32'],
  ])('need a word in %s', (cidr, service) => {
    expect(rejections({ cidr })).toEqual([
      `[app/server] allowEgress[0].cidr is "${cidr}"; allowed: ranges without the metadata service ${service}, ${reason}. Add it to exceptCidrs, or set allowMetadata: true.`,
    ]);
    expect(rejections({ cidr, allowMetadata: true })).toEqual([]);
  });

  test.each([
    ['169.254.42.42/32', '169.254.0.0/16'],
    ['169.254.0.0/17', '169.254.0.0/16'],
    ['fe80::/64', 'fe80::/10'],
    ['64:ff9b::/96', '64:ff9b::a9fe:0/112'],
    ['64:ff9b::a9fe:a9fe/128', '64:ff9b::a9fe:0/112'],
  ])('may be at any link-local address, as in %s', (cidr, range) => {
    expect(rejections({ cidr })).toEqual([
      `[app/server] allowEgress[0].cidr is "${cidr}"; allowed: ranges without the link-local addresses ${range}, where clouds give credentials to every caller. Add it to exceptCidrs, or set allowMetadata: true.`,
    ]);
    expect(rejections({ cidr, allowMetadata: true })).toEqual([]);
  });

  test.each([
    ['::ffff:a9fe:a9fe/128', '169.254.169.254/32'],
    ['::ffff:203.0.113.0/120', '203.0.113.0/24'],
    ['::ffff:0:0/96', '0.0.0.0/0'],
  ])('IPv4 inside IPv6, as %s, is not a range', (cidr, repaired) => {
    expect(rejections({ cidr })).toEqual([
      `[app/server] allowEgress[0].cidr is "${cidr}"; allowed: an address range that starts at its first address, such as 203.0.113.0/24 or 203.0.113.7/32. Write "${repaired}".`,
    ]);
  });

  test('need no word if they are an exception', () => {
    expect(rejections({ cidr: '100.64.0.0/10', exceptCidrs: ['100.100.0.0/16'] })).toEqual([]);
    for (const cidr of ['10.0.0.0/8', '169.254.20.10/32', '64:ff9b::cb00:7100/120', 'fd20:cf::/32', 'fd00:43::/32'])
      expect(rejections({ cidr })).toEqual([]);
  });

  test('are no service outside the cluster', () => {
    const external = (host: string, cidrs?: string[]) =>
      errors((stack) => new ExternalService(stack, 'x', { host, port: 80, cidrs }));
    expect(external('169.254.169.254')).toEqual([
      `[app/x] host is "169.254.169.254"; allowed: a host that is not a metadata service, ${reason}. Use allowEgress with allowMetadata: true.`,
    ]);
    for (const host of ['169.254.170.2', '169.254.42.42', 'metadata.google.internal', 'instance-data.ec2.internal'])
      expect(external(host)).toEqual([expect.stringContaining('allowed: a host that is not a metadata service')]);
    expect(external('metadata.example.com')).toEqual([]);
    expect(external('a.example', ['10.0.0.0/8', '168.63.129.16/32'])).toEqual([
      `[app/x] cidrs[1] is "168.63.129.16/32"; allowed: ranges without the metadata service 168.63.129.16/32, ${reason}. Use allowEgress with allowMetadata: true.`,
    ]);
  });

  test('are left out of open ranges of services outside the cluster, and of DNS', () => {
    const cidrs = ['0.0.0.0/0'];
    const [rule] = rules((stack) => [new ExternalService(stack, 'x', { host: 'a.example', port: 80, cidrs })]);
    const except = ['169.254.0.0/16', '168.63.129.16/32', '100.100.100.200/32'];
    expect(rule.to).toEqual([{ ipBlock: { cidr: '0.0.0.0/0', except } }]);
    const platform = (cidr: string) => ({ platform: Platform.minikube({ dns: [Peer.cidr(cidr)] }) });
    const declare = (stack: WebStack) => new Worker(stack, 'worker', { image });
    const [dns] = render(declare, platform('0.0.0.0/0')).get('NetworkPolicy', 'worker').spec.egress;
    expect(dns.to).toEqual([{ ipBlock: { cidr: '0.0.0.0/0', except } }]);
    expect(errors(declare, platform('169.254.169.254/32'))).toEqual([]);
    expect(errors(declare, platform('169.254.0.0/16'))).toEqual([
      `[app] Platform.minikube.dns[0] is "169.254.0.0/16"; allowed: ranges without the metadata service 169.254.169.254/32, ${reason}. Name the address that resolves names.`,
    ]);
  });
});

test.each(['localhost', 'db.localhost', '127.0.0.1', '127.1.2.3', '0.0.0.0'])(
  'rejects %s as a host outside the cluster',
  (host) => {
    expect(errors((stack) => new ExternalService(stack, 'x', { host, port: 80 }))).toEqual([
      `[app/x] host is ${JSON.stringify(host)}; allowed: a host outside the pod (this one is the pod itself). Set the name of the server.`,
    ]);
  },
);

describe('rejects', () => {
  const ranges =
    'allowed: an address range that starts at its first address, such as 203.0.113.0/24 or 203.0.113.7/32.';

  test.each<[string, object, ...string[]]>([
    ['an address without a prefix length', { cidr: '203.0.113.7', ports: [1] }, `.cidr is "203.0.113.7"; ${ranges}`],
    ['a prefix length above 32', { cidr: '10.0.0.0/33', ports: [1] }, `.cidr is "10.0.0.0/33"; ${ranges}`],
    ['an IPv6 prefix length above 128', { cidr: '::/129', ports: [1] }, `.cidr is "::/129"; ${ranges}`],
    ['a prefix length with a leading zero', { cidr: '10.0.0.0/08', ports: [1] }, `.cidr is "10.0.0.0/08"; ${ranges}`],
    [
      'a range that does not start at its first address',
      { cidr: '203.0.113.7/24', ports: [1] },
      `.cidr is "203.0.113.7/24"; ${ranges}`,
    ],
    [
      'an IPv6 range that does not start at its first address',
      { cidr: '2001:db8::1/32', ports: [1] },
      `.cidr is "2001:db8::1/32"; ${ranges}`,
    ],
    [
      'IPv4 in IPv6 notation',
      { cidr: '::ffff:10.0.0.0/104', ports: [1] },
      `.cidr is "::ffff:10.0.0.0/104"; ${ranges} Write "10.0.0.0/8".`,
    ],
    ['a host name', { cidr: 'example.com/24', ports: [1] }, `.cidr is "example.com/24"; ${ranges}`],
    ['a second line', { cidr: '10.0.0.0/8\n', ports: [1] }, `.cidr is "10.0.0.0/8\\n"; ${ranges}`],
    ['an invalid exception', { cidr: '::/0', exceptCidrs: ['any'], ports: [1] }, `.exceptCidrs[0] is "any"; ${ranges}`],
    ...['11.0.0.0/8', '10.0.0.0/8', '0.0.0.0/0', '2001:db8::/32'].map((part): [string, object, string] => [
      `the exception ${part}, which is not inside the range`,
      { cidr: '10.0.0.0/8', exceptCidrs: [part], ports: [1] },
      `.exceptCidrs[0] is "${part}"; allowed: smaller ranges inside "10.0.0.0/8".`,
    ]),
    ['an empty list of ports', { cidr: '10.0.0.0/8', ports: [] }, '.ports is empty. Add a port.'],
    [
      'ports below 1 and above 65535',
      { cidr: '10.0.0.0/8', ports: [0, 443, 65536] },
      '.ports[0] is 0; allowed: a whole number from 1 to 65535.',
      '.ports[2] is 65536; allowed: a whole number from 1 to 65535.',
    ],
    ['missing ports', { cidr: '10.0.0.0/8' }, '.ports is missing. Add a port.'],
    ['a missing range', { ports: [1] }, '.cidr is missing. Set the address range, such as 203.0.113.0/24.'],
    [
      'an unknown protocol',
      { cidr: '10.0.0.0/8', ports: [1], protocol: 'udp' },
      '.protocol is "udp"; allowed: TCP, UDP, SCTP.',
    ],
    ['an unknown property', { cidr: '10.0.0.0/8', ports: [1], port: 2 }, '.port is unknown; did you mean ports?'],
  ])('%s', (_, rule, ...messages) => {
    const valid = { cidr: '192.0.2.0/24', ports: [443] };
    const allowEgress = [valid, rule as EgressRule];
    expect(errors((stack) => new Server(stack, 'server', { image, allowEgress }))).toEqual(
      messages.map((message) => `[app/server] allowEgress[1]${message}`),
    );
  });

  test('text instead of a list of rules', () => {
    const allowEgress = '10.0.0.0/8' as unknown as EgressRule[];
    expect(errors((stack) => new Worker(stack, 'worker', { image, allowEgress }))).toEqual([
      '[app/worker] allowEgress is text; allowed: a list of rules.',
    ]);
  });
});
