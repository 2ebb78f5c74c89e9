// Network policies: each component allows only the traffic that is declared, and name resolution.
import { isIP } from 'node:net';
import { Chart, type ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { withoutMetadata } from '../checks/metadata-services';
import type { Address, Target } from '../connections/connection-plan';
import { consumerLabelKey } from '../connections/consumer-label';
import { ownerOf, type Endpoint } from '../connections/endpoint';
import { podSelector, type Identity } from '../identity/identity';
import { createNetworkPolicy } from '../kubernetes/network-policy';
import { inNamespaces } from '../platform/peer';
import { Platform } from '../platform/platform';
import { renderEgressRule, type EgressRule } from './egress';
import { openNamespace } from './isolation';

type Egress = Plain<k8s.NetworkPolicyEgressRule>;

/** The declared traffic of a component. */
export interface TrafficPlan {
  /** Its Service; undefined for a component without one. */
  readonly endpoint?: Endpoint;
  /** Where its providers are. */
  readonly targets?: Target[];
  readonly allowEgress?: EgressRule[];
}

/** Creates the policy of a component's own pods. Traffic from their node, such as probes, is always allowed. */
export function createComponentPolicy(component: Construct, identity: Identity, plan: TrafficPlan): ApiObject {
  const { endpoint, targets = [], allowEgress = [] } = plan;
  const egress = [...targets.map((target) => renderTarget(component, target)), ...allowEgress.map(renderEgressRule)];
  const { name, labels, selector } = identity;
  if (endpoint) openToConsumers(component, endpoint, endpoint.service);
  for (const target of targets) openToForeignPods(component, target);
  return createNetworkPolicy(
    component,
    'NetworkPolicy',
    { name, labels },
    {
      podSelector: { matchLabels: selector },
      policyTypes: ['Ingress', 'Egress'],
      ingress: endpoint && [{ from: renderConsumers(endpoint), ports: [tcp(endpoint.containerPort)] }],
      egress: [...distinct(egress), renderDns(component)],
    },
  );
}

/** Lets pods of other libraries with the label of an endpoint's consumers resolve names and connect to it. */
function openToConsumers(component: Construct, endpoint: Endpoint, name: string): void {
  const podSelector = { matchExpressions: [{ key: consumerLabelKey(endpoint), operator: 'Exists' }] };
  const { namespace, allowNamespaces = [] } = endpoint;
  const render = (stack: Construct): Plain<k8s.NetworkPolicySpec> => ({
    podSelector,
    policyTypes: ['Egress'],
    egress: [renderTarget(stack, { endpoint }), renderDns(stack)],
  });
  openNamespace(component, namespace, { name: `${name}.consumers`, render });
  const others = [...new Set(allowNamespaces)].filter((other) => other !== namespace);
  for (const other of others) openNamespace(component, other, { name: `${name}.${namespace}.consumers`, render });
}

/** Lets consumers connect to pods of another library, which no policy of the library selects. */
function openToForeignPods(component: Construct, { endpoint, isRejected }: Target): void {
  if (endpoint === undefined || isRejected || ownerOf(endpoint)) return;
  if (isOfLaterComponent(component, endpoint)) return;
  const { service, namespace, podLabels, containerPort } = endpoint;
  const ingress = [{ from: renderConsumers(endpoint), ports: [tcp(containerPort)] }];
  const spec = { podSelector: { matchLabels: { ...podLabels } }, policyTypes: ['Ingress'], ingress };
  const name = `${service}.${containerPort}`; // of a Service with several ports, each has an endpoint
  openNamespace(component, namespace, { name: `${name}.provider`, render: () => spec });
  openToConsumers(component, endpoint, name);
}

/** Whether an endpoint has the labels of a component that is declared later in the same chart. */
function isOfLaterComponent(component: Construct, { service, podLabels }: Endpoint): boolean {
  return JSON.stringify(podLabels) === JSON.stringify(podSelector(Chart.of(component), service));
}

/** Pods with the consumer label, in the provider's namespace and those that it allows. */
function renderConsumers(endpoint: Endpoint): Plain<k8s.NetworkPolicyPeer>[] {
  const podSelector = { matchExpressions: [{ key: consumerLabelKey(endpoint), operator: 'Exists' }] };
  const { allowNamespaces = [] } = endpoint;
  const others = [...new Set(allowNamespaces)].filter((namespace) => namespace !== endpoint.namespace);
  return [{ podSelector }, ...(others.length > 0 ? [{ ...inNamespaces(others), podSelector }] : [])];
}

function renderTarget(component: Construct, { endpoint, address }: Pick<Target, 'endpoint' | 'address'>): Egress {
  if (address) return { to: renderAddress(address), ports: [tcp(address.port)] };
  const { namespace, podLabels, containerPort } = endpoint!;
  const isElsewhere = namespace !== undefined && namespace !== Chart.of(component).namespace;
  const namespaces = isElsewhere ? inNamespaces([namespace]) : {};
  return { to: [{ ...namespaces, podSelector: { matchLabels: { ...podLabels } } }], ports: [tcp(containerPort)] };
}

/** If only a host name is known: any address, except those where nodes and clouds serve credentials. */
function renderAddress({ host, cidrs = [] }: Address): Plain<k8s.NetworkPolicyPeer>[] {
  if (cidrs.length > 0) return [...new Set(cidrs)].map((cidr) => ({ ipBlock: withoutMetadata(cidr) }));
  if (isIP(host)) return [{ ipBlock: { cidr: `${host}/32` } }];
  return ['0.0.0.0/0', '::/0'].map((cidr) => ({ ipBlock: withoutMetadata(cidr) }));
}

function renderDns(component: Construct): Egress {
  const peers = Platform.of(component).dns.map((peer) => peer._networkPolicyPeer);
  const to = peers.map(({ ipBlock, ...pods }) => (ipBlock ? { ipBlock: withoutMetadata(ipBlock.cidr) } : pods));
  return { to, ports: [{ protocol: 'UDP', port: 53 }, tcp(53)] };
}

/** Policies apply to the port of the container, not that of the Service. */
export function tcp(port: number): Plain<k8s.NetworkPolicyPort> {
  return { protocol: 'TCP', port };
}

/** A provider can be used under several names. */
function distinct(rules: Egress[]): Egress[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}
