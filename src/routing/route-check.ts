// The positional parameters of a route.
import { AWAIT, formatPath, formatReference } from '../checks/messages';
import { isObject, isPromise, readMember } from '../checks/objects';
import { isDatabase, type Endpoint, type IRoutable } from '../connections/endpoint';
import { STAND_IN_ENDPOINT, validateEndpoint } from '../connections/endpoint-checks';
import { path as pathCheck } from './path';

/** The endpoint of a route, and the errors of both parameters. */
export interface CheckedRoute {
  readonly endpoint: Endpoint;
  readonly pathErrors: string[];
}

/** Returns a stand-in for the endpoint of what has none: an error must not hide those of other components. */
export function checkRoute(method: string, path: string, to: IRoutable): CheckedRoute {
  const endpoint = readMember(to, 'endpoint') ?? databaseEndpoint(to);
  if (!isObject(endpoint)) return { endpoint: STAND_IN_ENDPOINT, pathErrors: noEndpointErrors(method, path, to) };
  const { value, errors } = validateEndpoint(endpoint as Endpoint);
  return { endpoint: value, pathErrors: [...pathCheck(path, `the path of ${method}`), ...errors] };
}

/** Returns the endpoint of a database: as the destination of a route it has an error of its own. */
function databaseEndpoint(to: unknown): unknown {
  const endpoint = readMember(readMember(to, 'connection'), 'endpoint');
  return isObject(endpoint) && isDatabase(endpoint as Endpoint) ? endpoint : undefined;
}

function noEndpointErrors(method: string, path: unknown, to: unknown): string[] {
  if (typeof to === 'string' && readMember(path, 'endpoint') !== undefined)
    return [`${method}: the path and the component are swapped. Write ${method}('/api', server).`];
  const pathErrors = pathCheck(path, `the path of ${method}`);
  const subject = `the path ${formatPath(path)}`;
  if (to === undefined)
    return [...pathErrors, `${method}: the component of ${subject} is undefined. Declare it before its routes.`];
  return [...pathErrors, `${subject} routes to ${formatReference(to)}, which has no Service. ${wayOutOf(to)}.`];
}

function wayOutOf(to: unknown): string {
  if (typeof to === 'string') return 'Pass the component, not its name';
  return isPromise(to) ? AWAIT : 'Route to a Client or a Server';
}
