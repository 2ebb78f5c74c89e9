import { Peer } from './peer';

/** The pods of ingress-nginx, as its own manifests and its chart label them. */
export const INGRESS_NGINX_PODS = [
  Peer.pods('ingress-nginx', {
    'app.kubernetes.io/name': 'ingress-nginx',
    'app.kubernetes.io/component': 'controller',
  }),
];

/** CoreDNS, which has the label of its predecessor, and NodeLocal DNSCache. */
export const CLUSTER_DNS = [Peer.pods('kube-system', { 'k8s-app': 'kube-dns' }), Peer.cidr('169.254.20.10/32')];
