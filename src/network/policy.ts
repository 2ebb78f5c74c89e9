// The policy of a component: nothing comes in and nothing goes out but what is declared, and names are resolved.
import { isIP } from 'node:net';
import { Chart, type ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { networkPolicy } from '../kubernetes/network-policy';
import { Platform } from '../platform/platform';
import type { Address, Target } from '../connections/connection-parts';
import { consumerLabel } from '../connections/consumer-label';
import type { Endpoint } from '../connections/endpoint';
import type { Identity } from '../identity/identity';
import { egressRule, type EgressRule } from './egress';
import { inNamespaces } from '../platform/peer';

type Egress = Plain<k8s.NetworkPolicyEgressRule>;

/** What is declared of a component's traffic. */
export interface TrafficPlan {
  /** Where it is reached; undefined where nothing is sent to it. */
  readonly endpoint?: Endpoint;
  /** What it uses. */
  readonly targets?: Target[];
  readonly allowEgress?: EgressRule[];
}

/** Selects the component's own pods. The node that a pod runs on, with its probes, always reaches it. */
export function componentPolicy(component: Construct, identity: Identity, plan: TrafficPlan): ApiObject {
  const { endpoint, targets = [], allowEgress = [] } = plan;
  const egress = [...targets.map((target) => leadingTo(component, target)), ...allowEgress.map(egressRule)];
  const { name, labels, selector } = identity;
  return networkPolicy(
    component,
    'NetworkPolicy',
    { name, labels },
    {
      podSelector: { matchLabels: selector },
      policyTypes: ['Ingress', 'Egress'],
      ingress: endpoint && [{ from: consumers(endpoint), ports: [tcp(endpoint.containerPort)] }],
      egress: [...distinct(egress), dns(component)],
    },
  );
}

/** A policy that lets a controller to the pods behind an endpoint. */
export function admissionPolicy(
  component: Construct,
  { name, labels }: Identity,
  { service, podLabels, containerPort }: Endpoint,
): ApiObject {
  const from = Platform.of(component).ingressController.map((peer) => peer._rendered);
  const metadata = { name: `${name}-${service}`, labels };
  return networkPolicy(component, `NetworkPolicy-${service}`, metadata, {
    podSelector: { matchLabels: podLabels },
    policyTypes: ['Ingress'],
    ingress: [{ from, ports: [tcp(containerPort)] }],
  });
}

/** Whoever bears the label of a consumer, in the provider's namespace and in those that it admits. */
function consumers(endpoint: Endpoint): Plain<k8s.NetworkPolicyPeer>[] {
  const podSelector = { matchExpressions: [{ key: consumerLabel(endpoint), operator: 'Exists' }] };
  const { admitNamespaces = [] } = endpoint;
  const elsewhere = [...new Set(admitNamespaces)].filter((namespace) => namespace !== endpoint.namespace);
  return [{ podSelector }, ...(elsewhere.length > 0 ? [{ ...inNamespaces(elsewhere), podSelector }] : [])];
}

function leadingTo(component: Construct, { endpoint, address }: Target): Egress {
  if (address) return { to: addresses(address), ports: [tcp(address.port)] };
  const { namespace, podLabels, containerPort } = endpoint!;
  const isElsewhere = namespace !== undefined && namespace !== Chart.of(component).namespace;
  const there = isElsewhere ? inNamespaces([namespace]) : {};
  return { to: [{ ...there, podSelector: { matchLabels: { ...podLabels } } }], ports: [tcp(containerPort)] };
}

/** Where nothing more is known than a name, any address but those at which nodes and clouds keep credentials. */
function addresses({ host, cidrs = [] }: Address): Plain<k8s.NetworkPolicyPeer>[] {
  if (cidrs.length > 0) return [...new Set(cidrs)].map((cidr) => ({ ipBlock: { cidr } }));
  if (isIP(host)) return [{ ipBlock: { cidr: `${host}/32` } }];
  return [
    { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } },
    { ipBlock: { cidr: '::/0', except: ['fe80::/10', 'fd00:ec2::254/128'] } },
  ];
}

function dns(component: Construct): Egress {
  const to = Platform.of(component).dns.map((peer) => peer._rendered);
  return { to, ports: [{ protocol: 'UDP', port: 53 }, tcp(53)] };
}

/** Policies name the port of the container, not that of the Service. */
function tcp(port: number): Plain<k8s.NetworkPolicyPort> {
  return { protocol: 'TCP', port };
}

/** A provider can be used under several names. */
function distinct(rules: Egress[]): Egress[] {
  const texts = rules.map((rule) => JSON.stringify(rule));
  return rules.filter((_, index) => texts.indexOf(texts[index]) === index);
}
