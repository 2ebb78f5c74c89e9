// Which components a set of routes can reach.
import type { IConstruct } from 'constructs';
import { formatPath, formatValue } from '../checks/messages';
import { isInNamespaceOf, otherAppError } from '../connections/admission';
import { findEndpoint, isDatabase, ownerOf, type Endpoint } from '../connections/endpoint';
import { watchService } from '../connections/service-check';
import type { Route } from './route';

/** Returns the errors of a route's endpoint, for routes in the chart of a component. */
export function destinationErrors(component: IConstruct, route: Route): string[] {
  const appError = otherAppError(component, route.endpoint);
  if (appError) return [`${formatDestination(route)}, ${appError}`];
  if (!findEndpoint(component, route.endpoint)) watchService(component, route.endpoint);
  if (isInNamespaceOf(component, route.endpoint)) return ownEndpointErrors(component, route);
  return [
    `${formatDestination(route)} ${formatNamespace(route.endpoint)}, but an Ingress reaches only its own namespace. ` +
      "Declare the routes in that component's chart.",
  ];
}

/** Returns the errors of a route to a component of the app, or to a copy of its endpoint. */
export function ownEndpointErrors(component: IConstruct, route: Route): string[] {
  const { endpoint } = route;
  const own = ownerOf(endpoint) ? endpoint : findEndpoint(component, endpoint);
  if (own === undefined) return [];
  if (isDatabase(own))
    return [
      `${formatDestination(route)}, which is a database and does not answer HTTP requests. Route to a Client or a Server.`,
    ];
  if (own.port === endpoint.port) return [];
  return [
    `${formatDestination(route)} on port ${formatValue(endpoint.port)}; allowed: ${own.port}, the port of its Service.`,
  ];
}

/** Returns the beginning of an error about a route's destination. */
export function formatDestination({ path, endpoint }: Route): string {
  return `the path ${formatPath(path)} routes to ${formatValue(endpoint.service)}`;
}

function formatNamespace({ namespace }: Endpoint): string {
  return namespace === undefined ? 'in a chart without a namespace' : `in the namespace ${formatValue(namespace)}`;
}
