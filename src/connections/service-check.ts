// Services of other libraries that an app declares, and endpoints that lead to them.
import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { notInCluster } from '../checks/addresses';
import { formatReference, formatValue, notAllowed } from '../checks/messages';
import { namespaceKey } from '../identity/registry';
import { findEndpoint, type Endpoint } from './endpoint';

/** Reports a host outside the cluster that is the name of a Service of the app with its namespace: `redis.data`. */
export function watchHost(user: IConstruct, host: string): void {
  const [service, namespace, ...rest] = host.split('.');
  if (namespace === undefined || rest.length > 0) return;
  const isService = () =>
    findEndpoint(user, { service, namespace }) !== undefined || servicesOf(user).has(`${namespace}\n${service}`);
  user.node.addValidation({ validate: () => (isService() ? notInCluster(host, 'host') : []) });
}

/** The endpoints of each user whose Services are looked up when the app is complete. */
const watched = new WeakMap<IConstruct, Endpoint[]>();

/** Reports a port that the Service of an endpoint does not have, if the app declares that Service. */
export function watchService(user: IConstruct, endpoint: Endpoint): void {
  const known = watched.get(user);
  if (known) return void known.push(endpoint);
  const endpoints = [endpoint];
  watched.set(user, endpoints);
  user.node.addValidation({ validate: () => serviceErrors(user, endpoints) });
}

/** Returns the Services of the app by namespace and name. */
function servicesOf(user: IConstruct): Map<string, ApiObject> {
  const objects = user.node.root.node.findAll().filter((construct) => ApiObject.isApiObject(construct));
  const services = objects.filter(({ kind }) => kind === 'Service');
  return new Map(services.map((service) => [`${namespaceOf(service)}\n${service.name}`, service]));
}

function serviceErrors(user: IConstruct, endpoints: Endpoint[]): string[] {
  const byKey = servicesOf(user);
  const errors = endpoints.flatMap((endpoint) => {
    const service = byKey.get(`${endpoint.namespace ?? namespaceKey(user)}\n${endpoint.service}`);
    const isOwn = findEndpoint(user, endpoint) !== undefined; // its user reports that
    return service === undefined || isOwn ? [] : portErrors(service, endpoint);
  });
  return [...new Set(errors)];
}

function namespaceOf(service: ApiObject): string {
  return service.metadata.namespace ?? namespaceKey(service);
}

function portErrors(service: ApiObject, { service: name, port }: Endpoint): string[] {
  const { spec } = service.toJson() as { spec?: { ports?: { port?: number }[] } };
  const ports = (spec?.ports ?? []).map((each) => each.port);
  if (ports.length === 0 || ports.includes(port)) return [];
  const reason = `the ports of the Service ${formatValue(name)}, which ${formatReference(service)} declares`;
  return [notAllowed('endpoint.port', formatValue(port), `${ports.join(', ')} (${reason})`)];
}
