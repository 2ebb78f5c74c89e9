// The positional parameters of a route.
import { AWAIT, formatPath, formatReference } from '../checks/messages';
import { isObject, isPromise, readMember } from '../checks/objects';
import type { Endpoint, IRoutable } from '../connections/endpoint';
import { validateEndpoint } from '../connections/endpoint-checks';
import { path as pathCheck } from './path';

/** The endpoint of a route, and the errors of both parameters. */
export interface CheckedRoute {
  readonly endpoint: Endpoint;
  readonly pathErrors: string[];
}

/** @throws if there is no endpoint */
export function checkRoute(method: string, path: string, to: IRoutable): CheckedRoute {
  const endpoint = readMember(to, 'endpoint');
  if (!isObject(endpoint)) throw new Error(noEndpointError(method, path, to));
  const { value, errors } = validateEndpoint(endpoint as Endpoint);
  return { endpoint: value, pathErrors: [...pathCheck(path, `the path of ${method}`), ...errors] };
}

function noEndpointError(method: string, path: unknown, to: unknown): string {
  if (typeof to === 'string' && readMember(path, 'endpoint') !== undefined)
    return `${method}: the path and the component are swapped. Write ${method}('/api', server).`;
  const subject = `the path ${formatPath(path)}`;
  if (to === undefined) return `${method}: the component of ${subject} is undefined. Declare it before its routes.`;
  const wayOut = isPromise(to) ? AWAIT : 'Route to a Client or a Server';
  return `${formatReference(to)}: has no Service, so ${subject} cannot route to it. ${wayOut}.`;
}
