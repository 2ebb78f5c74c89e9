import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Identity } from '../identity/identity';
import { namespaceKey, Registry } from '../identity/registry';

/** Where a component can be reached: its Service and the pods behind it. */
export interface Endpoint {
  /** The name of the Service. */
  readonly service: string;
  /** The Service's port. */
  readonly port: number;
  /** The port that the container listens on. */
  readonly containerPort: number;
  /** The labels that select the pods, at least one. */
  readonly podLabels: Record<string, string>;
  /**
   * The namespace of Service and pods.
   * @default - the one that `kubectl apply` is told
   */
  readonly namespace?: string;
  /**
   * Other namespaces whose pods may use it.
   * @default - none
   */
  readonly admitNamespaces?: string[];
}

/** Whatever a route can lead to. A class of your own that has an endpoint takes part like those of the library. */
export interface IRoutable {
  /** Where requests go. */
  readonly endpoint: Endpoint;
}

/** The endpoint of a component whose Service listens where its container does. */
export function endpointOf(
  component: IConstruct,
  { name, selector, namespace }: Identity,
  port: number,
  admitNamespaces?: string[],
): Endpoint {
  const podLabels = Object.freeze({ ...selector });
  const admitted = admitNamespaces && [...admitNamespaces];
  const parts = { service: name, port, containerPort: port, podLabels, namespace, admitNamespaces: admitted };
  const endpoint = Object.freeze(parts);
  origins.set(endpoint, component);
  services.other(component, serviceKey(component, name, namespace), endpoint);
  return endpoint;
}

/** The components that endpoints are of, where they are of the library's. */
const origins = new WeakMap<Endpoint, IConstruct>();

const services = new Registry<Endpoint>();

function serviceKey(user: IConstruct, service: string, namespace = namespaceKey(user)): string {
  return `${namespace}\n${service}`;
}

/** Where an endpoint leads that somebody in a namespace uses: of a component, what that says; else with the user's namespace. */
export function resolved(user: IConstruct, endpoint: Endpoint): Endpoint {
  if (origins.has(endpoint)) return endpoint;
  return ownEndpoint(user, endpoint) ?? { ...endpoint, namespace: endpoint.namespace ?? Chart.of(user).namespace };
}

/** The endpoint of a component of the app that one leads to, which can be a copy: other languages hand over copies. */
export function ownEndpoint(user: IConstruct, { service, namespace }: Endpoint): Endpoint | undefined {
  return services.find(user, serviceKey(user, service, namespace));
}

export function originOf(endpoint: Endpoint): IConstruct | undefined {
  return origins.get(endpoint);
}
