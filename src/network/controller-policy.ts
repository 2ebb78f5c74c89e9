// The destinations of the ingress controller: routed pods, and the solvers of cert-manager.
import type { ApiObject } from 'cdk8s';
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import type { Endpoint } from '../connections/endpoint';
import type { Identity } from '../identity/identity';
import { createNetworkPolicy } from '../kubernetes/network-policy';
import { Platform } from '../platform/platform';
import { openNamespace } from './isolation';
import { tcp } from './policy';

type Selector = Plain<k8s.LabelSelector>;

/** Creates a policy that allows the ingress controller to connect to the pods of an endpoint. */
export function createControllerPolicy(
  component: Construct,
  { name, labels }: Identity,
  { service, podLabels, containerPort }: Endpoint,
): ApiObject {
  const spec = renderControllerPolicy(component, { matchLabels: podLabels }, containerPort);
  return createNetworkPolicy(component, `NetworkPolicy-${service}`, { name: `${name}-${service}`, labels }, spec);
}

/** Allows the ingress controller to connect to routed pods of another library, if their namespace denies by default. */
export function openToController(component: Construct, { name }: Identity, endpoint: Endpoint): void {
  const { service, podLabels, containerPort } = endpoint;
  const spec = renderControllerPolicy(component, { matchLabels: { ...podLabels } }, containerPort);
  openNamespace(component, Chart.of(component).namespace, {
    name: `${name}.${service}.${containerPort}`,
    render: () => spec,
  });
}

/** The label of the pods by which cert-manager answers HTTP-01 challenges, and the port that they listen on. */
const SOLVER = { label: 'acme.cert-manager.io/http01-solver', port: 8089 };

/**
 * Allows the ingress controller to connect to the solvers of cert-manager, if the namespace denies by default.
 * @see https://cert-manager.io/docs/configuration/acme/http01/
 */
export function openToSolvers(component: Construct, { name }: Identity): void {
  const solvers = { matchExpressions: [{ key: SOLVER.label, operator: 'Exists' }] };
  const spec = renderControllerPolicy(component, solvers, SOLVER.port);
  openNamespace(component, Chart.of(component).namespace, { name: `${name}.acme-solvers`, render: () => spec });
}

function renderControllerPolicy(
  component: Construct,
  podSelector: Selector,
  port: number,
): Plain<k8s.NetworkPolicySpec> {
  const from = Platform.of(component).ingressController.map((peer) => peer._networkPolicyPeer);
  return { podSelector, policyTypes: ['Ingress'], ingress: [{ from, ports: [tcp(port)] }] };
}
