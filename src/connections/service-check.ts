// Services of other libraries that an app declares, and endpoints that lead to them.
import type { IConstruct } from 'constructs';
import { notInCluster } from '../checks/addresses';
import { namespaceKey } from '../identity/registry';
import { indexApp } from '../synthesis/app-index';
import { setUsedService } from '../synthesis/used-services';
import { findEndpoint, type Endpoint } from './endpoint';
import { serviceErrors } from './service-errors';

/** Reports a host outside the cluster that is the name of a Service of the app with its namespace: `redis.data`. */
export function watchHost(user: IConstruct, host: string): void {
  const [service, namespace, ...rest] = host.split('.');
  if (namespace === undefined || rest.length > 0) return;
  const isService = () =>
    findEndpoint(user, { service, namespace }) !== undefined || indexApp(user).findService(namespace, service);
  user.node.addValidation({ validate: () => (isService() ? notInCluster(host, 'host') : []) });
}

/** Returns the errors of an endpoint whose labels select pods of components. */
export type PodCheck = (endpoint: Endpoint, components: IConstruct[]) => string[];

/** The endpoints of each user whose Services and pods are looked up when the app is complete. */
const watched = new WeakMap<IConstruct, [Endpoint, PodCheck][]>();

/** Reports an endpoint that contradicts its Service, if the app declares it, or whose pods are those of components. */
export function watchEndpoint(user: IConstruct, endpoint: Endpoint, podCheck: PodCheck): void {
  setUsedService({ ...endpoint, user, isOwn: () => findEndpoint(user, endpoint) !== undefined });
  const known = watched.get(user);
  if (known) return void known.push([endpoint, podCheck]);
  const endpoints: [Endpoint, PodCheck][] = [[endpoint, podCheck]];
  watched.set(user, endpoints);
  const validate = () => [...new Set(endpoints.flatMap((each) => endpointErrors(user, ...each)))];
  user.node.addValidation({ validate });
}

function endpointErrors(user: IConstruct, endpoint: Endpoint, podCheck: PodCheck): string[] {
  if (findEndpoint(user, endpoint) !== undefined) return []; // its user reports that
  const index = indexApp(user);
  const namespace = endpoint.namespace ?? namespaceKey(user);
  const components = index.findComponents(namespace, endpoint.podLabels);
  const errors = components.length > 0 ? podCheck(endpoint, components) : [];
  if (errors.length > 0) return errors;
  const service = index.findService(namespace, endpoint.service);
  return service === undefined ? [] : serviceErrors(service, endpoint);
}
