import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isObject } from '../checks/objects';
import type { Identity } from '../identity/identity';
import { namespaceKey, Registry } from '../identity/registry';

/** A Service, its port and the pods behind it. */
export interface Endpoint {
  /** The name of the Service. */
  readonly service: string;
  /** The port of the Service. */
  readonly port: number;
  /** The port that the container listens on. */
  readonly containerPort: number;
  /** The labels that select the pods, at least one. */
  readonly podLabels: Record<string, string>;
  /**
   * The namespace of the Service and its pods.
   * @default - the namespace that `kubectl apply` uses
   */
  readonly namespace?: string;
  /**
   * Other namespaces whose pods may connect.
   * @default - none
   */
  readonly allowNamespaces?: string[];
}

/** Anything that a route can lead to. A class of your own with an endpoint is routable too. */
export interface IRoutable {
  /** Where requests go. */
  readonly endpoint: Endpoint;
}

/** The properties of a component's endpoint. */
export interface EndpointPlan {
  readonly port: number;
  /** Whether the pods answer HTTP requests, so that routes can lead to them. */
  readonly isHttp: boolean;
  readonly allowNamespaces?: string[];
}

/** Creates the endpoint of a component whose Service has the port of its container. */
export function createEndpoint(
  component: IConstruct,
  { name, selector, namespace }: Identity,
  { port, isHttp, allowNamespaces }: EndpointPlan,
): Endpoint {
  const parts = { service: name, port, containerPort: port, podLabels: selector, namespace, allowNamespaces };
  const endpoint = freezeEndpoint(parts);
  owners.set(endpoint, component);
  if (!isHttp) databases.add(endpoint).add(component);
  endpoints.register(component, endpointKey(component, name, namespace), endpoint);
  return endpoint;
}

/** The components of endpoints that the library created. */
const owners = new WeakMap<Endpoint, IConstruct>();
/** Endpoints, and their components, whose pods do not answer HTTP requests. */
const databases = new WeakSet<Endpoint | IConstruct>();

const endpoints = new Registry<Endpoint>();

function endpointKey(user: IConstruct, service: string, namespace = namespaceKey(user)): string {
  return `${namespace}\n${service}`;
}

/** Returns an endpoint with the namespace that it has for its user; of a component, the component's own endpoint. */
export function resolveEndpoint(user: IConstruct, endpoint: Endpoint): Endpoint {
  if (owners.has(endpoint)) return endpoint;
  return findEndpoint(user, endpoint) ?? { ...endpoint, namespace: endpoint.namespace ?? Chart.of(user).namespace };
}

/** Returns the component's endpoint that another one is a copy of: other languages pass copies. */
export function findEndpoint(
  user: IConstruct,
  { service, namespace }: Pick<Endpoint, 'service' | 'namespace'>,
): Endpoint | undefined {
  return endpoints.find(user, endpointKey(user, service, namespace));
}

function freezeEndpoint({ podLabels, allowNamespaces, ...rest }: Endpoint): Endpoint {
  return Object.freeze({
    ...{ service: rest.service, port: rest.port, containerPort: rest.containerPort, namespace: rest.namespace },
    podLabels: isObject(podLabels) ? Object.freeze({ ...podLabels }) : podLabels,
    allowNamespaces: Array.isArray(allowNamespaces)
      ? (Object.freeze([...allowNamespaces]) as string[])
      : allowNamespaces,
  });
}

/** Whether an endpoint is that of a database, which does not answer HTTP requests. */
export function isDatabase(endpoint: Endpoint): boolean {
  return databases.has(endpoint);
}

/** Whether a component is a database. */
export function isDatabaseComponent(component: IConstruct): boolean {
  return databases.has(component);
}

/** Returns the component of an endpoint, if the library created it. */
export function ownerOf(endpoint: Endpoint): IConstruct | undefined {
  return owners.get(endpoint);
}
