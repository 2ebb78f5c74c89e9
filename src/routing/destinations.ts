// Which components a set of routes can reach.
import type { IConstruct } from 'constructs';
import { formatPath, formatValue } from '../checks/messages';
import { isInNamespaceOf, otherAppError } from '../connections/admission';
import type { Endpoint } from '../connections/endpoint';
import type { Route } from './route';

/** Returns the errors of a route's endpoint, for routes in the chart of a component. */
export function destinationErrors(component: IConstruct, route: Route): string[] {
  const appError = otherAppError(component, route.endpoint);
  if (appError) return [`${formatDestination(route)}, ${appError}`];
  if (isInNamespaceOf(component, route.endpoint)) return [];
  return [
    `${formatDestination(route)} ${formatNamespace(route.endpoint)}, but an Ingress reaches only its own namespace. ` +
      "Declare the routes in that component's chart.",
  ];
}

/** Returns the beginning of an error about a route's destination. */
export function formatDestination({ path, endpoint }: Route): string {
  return `the path ${formatPath(path)} routes to ${formatValue(endpoint.service)}`;
}

function formatNamespace({ namespace }: Endpoint): string {
  return namespace === undefined ? 'in a chart without a namespace' : `in the namespace ${formatValue(namespace)}`;
}
