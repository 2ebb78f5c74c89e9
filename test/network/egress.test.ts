// Where a program may connect to outside the stack: services that are there already, and addresses.
import { Protocol } from 'cdk8s-plus-27';
import {
  ExternalService,
  Postgres,
  Redis,
  Server,
  Worker,
  type EgressRule,
  type IProvider,
  type WebStack,
} from 'cdk8s-webstack';
import { mistakes, render, type Manifest } from '../manifests';

const image = 'example/server:1.4.0';
const tcp = (port: number) => ({ protocol: 'TCP', port });

/** The rules of a server, less the one for the resolution of names. */
function rules(uses: (stack: WebStack) => IProvider[], allowEgress?: EgressRule[]): Manifest[] {
  const manifests = render((stack) => new Server(stack, 'server', { image, uses: uses(stack), allowEgress }));
  return manifests.get('NetworkPolicy', 'server').spec.egress.slice(0, -1);
}

describe('a service that is there already is connected to', () => {
  const external = (host: string, cidrs?: string[]) =>
    rules((stack) => [new ExternalService(stack, 'mail', { host, port: 587, cidrs })]);

  test('at its ranges, each once', () => {
    const cidrs = ['203.0.113.0/24', '2001:db8::/32', '203.0.113.0/24'];
    expect(external('smtp.example.com', cidrs)).toEqual([
      { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }, { ipBlock: { cidr: '2001:db8::/32' } }], ports: [tcp(587)] },
    ]);
  });

  test('at its address, where that is its host', () => {
    expect(external('203.0.113.7')).toEqual([{ to: [{ ipBlock: { cidr: '203.0.113.7/32' } }], ports: [tcp(587)] }]);
  });

  test('at its ranges, where both are given', () => {
    expect(external('203.0.113.7', ['203.0.113.0/29'])[0].to).toEqual([{ ipBlock: { cidr: '203.0.113.0/29' } }]);
  });

  test('at any address but those where nodes and clouds keep credentials, where only its name is known', () => {
    const anywhere = [
      { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } },
      { ipBlock: { cidr: '::/0', except: ['fe80::/10', 'fd00:ec2::254/128'] } },
    ];
    expect(external('smtp.example.com')).toEqual([{ to: anywhere, ports: [tcp(587)] }]);
  });

  test.each<[string, (stack: WebStack) => IProvider, number]>([
    ['a Postgres', (stack) => Postgres.external(stack, 'x', { host: '203.0.113.7' }), 5432],
    ['a Redis', (stack) => Redis.external(stack, 'x', { host: '203.0.113.7' }), 6379],
    ['a Postgres on another port', (stack) => Postgres.external(stack, 'x', { host: '203.0.113.7', port: 5433 }), 5433],
  ])('as %s', (_, declare, port) => {
    expect(rules((stack) => [declare(stack)])).toEqual([
      { to: [{ ipBlock: { cidr: '203.0.113.7/32' } }], ports: [tcp(port)] },
    ]);
  });

  test('by no label: its consumers bear none', () => {
    const manifests = render((stack) => {
      const mail = new ExternalService(stack, 'mail', { host: 'smtp.example.com', port: 587 });
      new Server(stack, 'server', { image, uses: [mail] });
    });
    const { labels } = manifests.get('Deployment').spec.template.metadata;
    expect(Object.keys(labels).filter((key) => key.includes('uses'))).toEqual([]);
  });
});

describe('addresses that are allowed', () => {
  test('are rules of their own, after what is used', () => {
    const found = rules((stack) => [new Redis(stack, 'redis')], [{ cidr: '198.51.100.0/24', ports: [443, 8443] }]);
    expect(found[0].ports).toEqual([tcp(6379)]);
    expect(found.slice(1)).toEqual([{ to: [{ ipBlock: { cidr: '198.51.100.0/24' } }], ports: [tcp(443), tcp(8443)] }]);
  });

  test('may leave parts out, and take another protocol', () => {
    const rule = { cidr: '0.0.0.0/0', exceptCidrs: ['10.0.0.0/8', '169.254.169.254/32'], ports: [123] };
    expect(rules(() => [], [{ ...rule, protocol: Protocol.UDP }])).toEqual([
      {
        to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.169.254/32'] } }],
        ports: [{ protocol: 'UDP', port: 123 }],
      },
    ]);
  });

  test('are one rule where they are said twice', () => {
    const rule = { cidr: '2001:db8::/32', exceptCidrs: ['2001:db8:1::/48'], ports: [443] };
    expect(rules(() => [], [rule, { ...rule }])).toHaveLength(1);
  });

  test('may be those of a worker', () => {
    const allowEgress = [{ cidr: '198.51.100.0/24', ports: [25] }];
    const manifests = render((stack) => new Worker(stack, 'worker', { image, allowEgress }));
    expect(manifests.get('NetworkPolicy').spec.egress[0].ports).toEqual([tcp(25)]);
  });

  test('are none where nothing is said', () => {
    expect(rules(() => [])).toEqual([]);
    expect(rules(() => [], [])).toEqual([]);
  });
});

describe('an address is refused', () => {
  const ranges = 'allowed are address ranges by their first address, such as 203.0.113.0/24 or 203.0.113.7/32';

  test.each<[string, object, ...string[]]>([
    ['that has no length', { cidr: '203.0.113.7', ports: [1] }, `.cidr is "203.0.113.7"; ${ranges}`],
    ['that is too long', { cidr: '10.0.0.0/33', ports: [1] }, `.cidr is "10.0.0.0/33"; ${ranges}`],
    ['that is too long, in IPv6', { cidr: '::/129', ports: [1] }, `.cidr is "::/129"; ${ranges}`],
    ['whose length has a zero before it', { cidr: '10.0.0.0/08', ports: [1] }, `.cidr is "10.0.0.0/08"; ${ranges}`],
    [
      'that is not the first of its range',
      { cidr: '203.0.113.7/24', ports: [1] },
      `.cidr is "203.0.113.7/24"; ${ranges}`,
    ],
    ['the same in IPv6', { cidr: '2001:db8::1/32', ports: [1] }, `.cidr is "2001:db8::1/32"; ${ranges}`],
    ['of IPv4 in IPv6', { cidr: '::ffff:10.0.0.0/104', ports: [1] }, `.cidr is "::ffff:10.0.0.0/104"; ${ranges}`],
    ['that is a name', { cidr: 'example.com/24', ports: [1] }, `.cidr is "example.com/24"; ${ranges}`],
    ['with a second line', { cidr: '10.0.0.0/8\n', ports: [1] }, `.cidr is "10.0.0.0/8\\n"; ${ranges}`],
    [
      'that leaves out what is none',
      { cidr: '::/0', exceptCidrs: ['any'], ports: [1] },
      `.exceptCidrs has "any"; ${ranges}`,
    ],
    ...['11.0.0.0/8', '10.0.0.0/8', '0.0.0.0/0', '2001:db8::/32'].map((part): [string, object, string] => [
      `that leaves out ${part}, which is no part of it`,
      { cidr: '10.0.0.0/8', exceptCidrs: [part], ports: [1] },
      `.exceptCidrs has "${part}", which is no part of "10.0.0.0/8"; name ranges inside it`,
    ]),
    ['without ports', { cidr: '10.0.0.0/8', ports: [] }, '.ports is empty; name at least one'],
    [
      'with ports that are none',
      { cidr: '10.0.0.0/8', ports: [0, 443, 65536] },
      '.ports[0] is 0; allowed is a whole number from 1 to 65535',
      '.ports[2] is 65536; allowed is a whole number from 1 to 65535',
    ],
    ['whose ports are missing', { cidr: '10.0.0.0/8' }, '.ports is missing; name at least one'],
    ['that is missing', { ports: [1] }, ".cidr is missing; name the range of addresses: '203.0.113.0/24'"],
    [
      'with a protocol that is none',
      { cidr: '10.0.0.0/8', ports: [1], protocol: 'udp' },
      '.protocol is "udp"; allowed are TCP, UDP, SCTP',
    ],
    [
      'with what is not known',
      { cidr: '10.0.0.0/8', ports: [1], port: 2 },
      '.port is not known; allowed are cidr, exceptCidrs, ports, protocol',
    ],
  ])('%s', (_, rule, ...messages) => {
    const right = { cidr: '192.0.2.0/24', ports: [443] };
    const allowEgress = [right, rule as EgressRule];
    expect(mistakes((stack) => new Server(stack, 'server', { image, allowEgress }))).toEqual(
      messages.map((message) => `[app/server] allowEgress[1]${message}`),
    );
  });

  test('that is no rule', () => {
    const allowEgress = '10.0.0.0/8' as unknown as EgressRule[];
    expect(mistakes((stack) => new Worker(stack, 'worker', { image, allowEgress }))).toEqual([
      '[app/worker] allowEgress is text; allowed is a list of rules',
    ]);
  });
});
