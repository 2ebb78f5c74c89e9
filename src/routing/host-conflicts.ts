// Hosts that several sets of routes in an app share.
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { formatPath, formatValue } from '../checks/messages';
import { Registry } from '../identity/registry';
import { Platform } from '../platform/platform';
import { needRegex } from './path';
import type { Route } from './route';

/** A set of routes, and the component that declares it. */
interface RouteSet {
  readonly component: Construct;
  readonly routes: Route[];
}

/** The route sets of each host, in the order of declaration. */
const routeSets = new Registry<RouteSet[]>();

/**
 * Returns the errors of hosts that have other routes of the same controller in this app. The controller reads all paths
 * of a host alike and in one order, in every Ingress: only one set of routes can take care of that. Charts need a set
 * each, because an Ingress reaches only its own namespace. They can share a host if it needs no regular expression and
 * no path is routed twice.
 */
export function hostConflictErrors(component: Construct, routes: Route[], hosts: string[]): string[] {
  const { ingressClass } = Platform.of(component);
  return [...new Set(hosts)].flatMap((host) => {
    const own = { component, routes };
    const all = routeSets.register(component, `${ingressClass}\n${host}`, [own]) ?? [];
    const conflict = all.map((other) => findConflict(own, other)).find((error) => error !== undefined);
    all.push(own);
    const subject = host === '' ? 'every host' : `the host ${formatValue(host)}`;
    return conflict === undefined ? [] : [`${subject} already has ${conflict}`];
  });
}

function findConflict(own: RouteSet, other: RouteSet): string | undefined {
  const { path: place } = other.component.node;
  if (Chart.of(own.component) === Chart.of(other.component)) {
    return `routes in ${place}. Put all routes of a host into one IngressNginxRoutes.`;
  }
  if (needRegex([...own.routes, ...other.routes])) {
    return (
      `routes in ${place}, and ingress-nginx reads all paths of a host as regular expressions if a route strips its ` +
      "prefix or has '.' or '~' in its path. Give each stack its own host."
    );
  }
  const duplicate = own.routes.find((route) =>
    other.routes.some(({ path, isExact }) => path === route.path && isExact === route.isExact),
  );
  return (
    duplicate && `the path ${formatPath(duplicate.path)} in ${place}. Leave one out, or give each stack its own host.`
  );
}
