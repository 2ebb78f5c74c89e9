// Random traffic to destinations outside the app, and the peers of a stack: DNS and ingress controller.
import { Protocol } from 'cdk8s-plus-27';
import { Peer, type EgressRule, type PlatformProps } from 'cdk8s-webstack';
import type { Party } from '../reach';
import type { Draw } from './draw';
import { labels } from './values';

/** Pods of other applications, or address ranges, and their ports. */
export interface Target {
  readonly pod?: Party;
  /** The label of the pod's consumers. */
  readonly consumerLabel?: string;
  /** The other namespaces whose pods with that label may connect. */
  readonly allowedNamespaces?: string[];
  readonly ranges?: { readonly cidr: string; readonly except?: string[] }[];
  readonly ports: number[];
  readonly protocol: string;
}

/** The peers of every stack on a platform. */
export interface Peers {
  readonly dns: Party[];
  readonly controllers: Party[];
}

/** The pods of ingress-nginx, the ingress controller of all platforms. */
const INGRESS_NGINX: Party = {
  namespace: 'ingress-nginx',
  labels: { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' },
};

/** Chooses other peers for a platform, or its usual ones. */
export function choosePeers(draw: Draw, resolvers: Party[]): { props: PlatformProps; peers: Peers } {
  const dns = parties(draw, 'PlatformProps.dns', resolvers);
  const controllers = parties(draw, 'PlatformProps.ingressController', [INGRESS_NGINX]);
  return {
    props: {
      ...(dns.peers && { dns: dns.peers }),
      ...(controllers.peers && { ingressController: controllers.peers }),
    },
    peers: { dns: dns.parties, controllers: controllers.parties },
  };
}

function parties(draw: Draw, place: string, usual: Party[]): { peers?: Peer[]; parties: Party[] } {
  return draw.within(place, () => {
    if (draw.boolean()) return { parties: usual };
    const chosen = Array.from({ length: draw.integer(1, 2) }, () => draw.pick(pods, address)(draw));
    const peers = chosen.map(([peer]) => draw.at(`${place}[]`, peer));
    return { peers: draw.at(place, peers), parties: chosen.map(([, party]) => party) };
  });
}

function pods(draw: Draw): [Peer, Party] {
  const namespace = draw.at('Peer.pods.namespace', draw.word());
  const podLabels = draw.at('Peer.pods.labels', { app: draw.word(), ...labels(draw, 'Peer.pods.labels') });
  return [Peer.pods(namespace, podLabels), { namespace, labels: podLabels }];
}

function address(draw: Draw): [Peer, Party] {
  const ip = `172.16.0.${draw.integer(1, 254)}`;
  return [Peer.cidr(draw.at('Peer.cidr.cidr', `${ip}/32`)), { address: ip }];
}

export function egressRule(draw: Draw): { rule: EgressRule; target: Target } {
  const [cidr, except] = draw.pick(
    ['203.0.113.0/24', '203.0.113.8/30'],
    ['0.0.0.0/0', '8.8.0.0/16'],
    ['2001:db8::/32', '2001:db8::/64'],
  );
  const options = draw.group<EgressRule>('EgressRule', {
    exceptCidrs: () => [draw.at('EgressRule.exceptCidrs[]', except)],
    protocol: () => draw.pick(Protocol.UDP, Protocol.SCTP, Protocol.TCP),
    allowMetadata: () => draw.boolean(),
  });
  const ports = draw.at('EgressRule.ports', [draw.integer(1, 65535)]);
  const closed = options.allowMetadata === true ? [] : (open(cidr).except ?? []);
  const ranges = [{ cidr, except: [...(options.exceptCidrs ?? []), ...closed] }];
  return {
    rule: { cidr: draw.at('EgressRule.cidr', cidr), ports, ...options },
    target: { ranges, ports, protocol: options.protocol ?? 'TCP' },
  };
}

/** Returns a range as policies know it: all of IPv4 leaves out link-local addresses and metadata services. */
function open(cidr: string): { cidr: string; except?: string[] } {
  return cidr === '0.0.0.0/0' ? { cidr, except: METADATA } : { cidr };
}

const METADATA = ['169.254.0.0/16', '168.63.129.16/32', '100.100.100.200/32'];

/** Returns a host as policies know it: by its ranges, its own address, or any address outside of nodes. */
export function hostTarget(host: string, port: number, cidrs: string[] = []): Target {
  const own = /^[\d.]+$/.test(host) ? [`${host}/32`] : [];
  const hasRanges = Array.isArray(cidrs) && cidrs.length > 0;
  const known = (hasRanges ? cidrs : own).map(open);
  const anywhere = [
    open('0.0.0.0/0'),
    { cidr: '::/0', except: ['fe80::/10', 'fd00:ec2::/32', 'fd20:ce::254/128', 'fd00:42::42/128'] },
  ];
  return { ranges: known.length > 0 ? known : anywhere, ports: [port], protocol: 'TCP' };
}
