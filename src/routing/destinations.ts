// Which components a set of routes can reach.
import type { IConstruct } from 'constructs';
import { formatPath, formatReference, formatValue } from '../checks/messages';
import { isInNamespaceOf, otherAppError } from '../connections/admission';
import { findEndpoint, isDatabase, isDatabaseComponent, ownerOf, type Endpoint } from '../connections/endpoint';
import { watchEndpoint } from '../connections/service-check';
import type { Route } from './route';

/** Returns the errors of a route's endpoint, for routes in the chart of a component. */
export function destinationErrors(component: IConstruct, route: Route): string[] {
  if (!route._hasEndpoint) return [];
  const appError = otherAppError(component, route.endpoint);
  if (appError) return [`${formatDestination(route)}, ${appError}`];
  if (!findEndpoint(component, route.endpoint))
    watchEndpoint(component, route.endpoint, (_, pods) => databaseErrors(route, pods));
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

/** Returns the error of an endpoint with the labels of a database, under the name of another Service. */
function databaseErrors(route: Route, components: IConstruct[]): string[] {
  const database = components.find(isDatabaseComponent);
  if (database === undefined) return [];
  return [
    `${formatDestination(route)}, whose podLabels select pods of ${formatReference(database)}, which is a database and ` +
      'does not answer HTTP requests. Route to a Client or a Server.',
  ];
}

/** Returns the beginning of an error about a route's destination. */
export function formatDestination({ path, endpoint }: Route): string {
  return `the path ${formatPath(path)} routes to ${formatValue(endpoint.service)}`;
}

function formatNamespace({ namespace }: Endpoint): string {
  return namespace === undefined ? 'in a chart without a namespace' : `in the namespace ${formatValue(namespace)}`;
}
