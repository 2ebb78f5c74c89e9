// Random traffic beyond what providers of the library get, and who resolves names and routes around a stack.
import { Protocol } from 'cdk8s-plus-27';
import { Peer, type EgressRule, type PlatformProps } from 'cdk8s-webstack';
import { PLATFORMS } from '../../platform/platforms';
import type { Party } from '../reach';
import type { Draw } from './draw';
import { words } from './values';

/** Pods of somebody else, or ranges of addresses, and the ports there. */
export interface Reach {
  readonly pod?: Party;
  readonly ranges?: { readonly cidr: string; readonly except?: string[] }[];
  readonly ports: number[];
  readonly protocol: string;
}

/** Who is around a stack. */
export interface Surroundings {
  readonly resolvers: Party[];
  readonly controllers: Party[];
}

export const USUAL: Surroundings = {
  resolvers: PLATFORMS.generic.resolvers,
  controllers: [
    {
      namespace: 'ingress-nginx',
      labels: { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' },
    },
  ],
};

/** What a platform says of them, and who they are. */
export function surroundings(d: Draw, usual: Surroundings): [PlatformProps, Surroundings] {
  const [dns, resolvers] = parties(d, 'PlatformProps.dns', usual.resolvers);
  const [ingressController, controllers] = parties(d, 'PlatformProps.ingressController', usual.controllers);
  return [
    { ...(dns && { dns }), ...(ingressController && { ingressController }) },
    { resolvers, controllers },
  ];
}

function parties(d: Draw, place: string, usual: Party[]): [Peer[] | undefined, Party[]] {
  if (d.maybe()) return [undefined, usual];
  const made = Array.from({ length: d.whole(1, 2) }, () => d.one(pods, address)(d));
  const peers = made.map(([peer]) => d.at(`${place}[]`, peer));
  return [d.at(place, peers), made.map(([, party]) => party)];
}

function pods(d: Draw): [Peer, Party] {
  const namespace = d.at('Peer.pods.namespace', d.word());
  const labels = d.at('Peer.pods.labels', { app: d.word(), ...words(d, 'Peer.pods.labels') });
  return [Peer.pods(namespace, labels), { namespace, labels }];
}

function address(d: Draw): [Peer, Party] {
  const last = d.whole(1, 254);
  return [Peer.cidr(d.at('Peer.cidr.cidr', `172.16.0.${last}/32`)), { address: `172.16.0.${last}` }];
}

export function egressRule(d: Draw): { rule: EgressRule; reach: Reach } {
  const [cidr, except] = d.one(
    ['203.0.113.0/24', '203.0.113.8/30'],
    ['0.0.0.0/0', '8.8.0.0/16'],
    ['2001:db8::/32', '2001:db8::/64'],
  );
  const more = d.group<EgressRule>('EgressRule', {
    exceptCidrs: () => [d.at('EgressRule.exceptCidrs[]', except)],
    protocol: () => d.one(Protocol.UDP, Protocol.SCTP, Protocol.TCP),
  });
  const ports = d.at('EgressRule.ports', [d.whole(1, 65535)]);
  const rule = { cidr: d.at('EgressRule.cidr', cidr), ports, ...more };
  return { rule, reach: { ranges: [{ cidr, except: more.exceptCidrs }], ports, protocol: more.protocol ?? 'TCP' } };
}

/** Where a host is whose addresses are not known, or are. */
export function reachOf(host: string, port: number, cidrs: string[] = []): Reach {
  const known = /^[\d.]+$/.test(host) ? [`${host}/32`] : [];
  const isKnown = Array.isArray(cidrs) && cidrs.length > 0;
  const named = (isKnown ? cidrs : known).map((cidr) => ({ cidr }));
  const anywhere = [
    { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] },
    { cidr: '::/0', except: ['fe80::/10', 'fd00:ec2::254/128'] },
  ];
  return { ranges: named.length > 0 ? named : anywhere, ports: [port], protocol: 'TCP' };
}
