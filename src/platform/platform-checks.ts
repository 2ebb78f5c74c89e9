import type { PlatformProps } from './platform-props';
import { Peer } from './peer';
import { objectNameMistake } from '../checks/names';
import { flag, listOf, made, oneOf, text } from '../checks/check';
import { shown } from '../checks/messages';
import type { Kind, Shape } from '../checks/declaration';

const version: Kind = (value, property) =>
  value === undefined || (typeof value === 'string' && /^1\.(2[7-9]|[3-9]\d|\d{3})$/.test(value))
    ? []
    : [`${property} is ${shown(value)}; allowed is major and minor version from 1.27 on, such as '1.30'`];

export const ACCESS_MODE = oneOf(['ReadWriteOnce', 'ReadWriteOncePod', 'ReadWriteMany', 'ReadOnlyMany']);

const PEER = made('_rendered', "a Peer, such as Peer.pods('kube-system', { 'k8s-app': 'kube-dns' })");

export const PLATFORM: Shape<PlatformProps> = {
  storageClass: text,
  accessMode: ACCESS_MODE,
  ingressClass: text,
  ingressController: listOf(PEER, 'peers'),
  dns: listOf(PEER, 'peers'),
  imagePullPolicy: oneOf(['Always', 'IfNotPresent', 'Never']),
  kubernetesVersion: version,
  throwAway: flag,
};

/** As its own manifests and its chart label it. */
export const INGRESS_NGINX = [
  Peer.pods('ingress-nginx', {
    'app.kubernetes.io/name': 'ingress-nginx',
    'app.kubernetes.io/component': 'controller',
  }),
];

/** CoreDNS, which bears the name of its predecessor, and NodeLocal DNSCache. */
export const DNS = [Peer.pods('kube-system', { 'k8s-app': 'kube-dns' }), Peer.cidr('169.254.20.10/32')];

export function namesMistakes({ storageClass, ingressClass }: PlatformProps): string[] {
  const names = { 'storage class': storageClass, 'ingress class': ingressClass };
  const found = Object.entries(names).map(([kind, name]) =>
    name === undefined ? undefined : objectNameMistake(kind, name),
  );
  return found.filter((mistake) => mistake !== undefined);
}

/** An empty list would mean everybody. */
export function peersMistakes({ ingressController, dns }: PlatformProps): string[] {
  return Object.entries({ ingressController, dns }).flatMap(([property, peers]) => [
    ...(peers?.length === 0 ? [`platform.${property} is empty; name at least one Peer, or leave it out`] : []),
    ...(peers ?? []).flatMap(({ _mistakes }) => _mistakes),
  ]);
}
