import { shown } from '../wiring/mistake';
import type { Endpoint } from '../wiring/endpoint';
import { objectNameMistake } from '../wiring/identity';
import type { IngressNginxRoutesProps } from './ingress-nginx';
import { areExpressions, pathMistake } from './path';
import type { Route } from './route';

/** What is wrong with a set of routes. */
export function routesMistakes(
  { routes, hosts, tls }: IngressNginxRoutesProps,
  namespace?: string,
): (string | undefined)[] {
  if (routes.length === 0) return ['there are no routes; name at least one, such as Route.prefix("/", client)'];
  return [
    ...routes.map((route) => pathMistake(route.path)),
    ...routes.map((route) => stripMistake(route)),
    ...routes.map((route) => namespaceMistake(route, namespace)),
    ...twice(routes),
    ...(hosts ?? []).map(hostMistake),
    ...(hosts?.length === 0 ? ['hosts is empty; leave it out for every host, or name at least one'] : []),
    ...(tls && !hosts ? ['tls has a certificate for no host; name them in hosts'] : []),
    tls && objectNameMistake('Secret', tls.secretName),
    ...(new Set(hosts).size < (hosts ?? []).length ? ['hosts has a host twice; leave one out'] : []),
  ];
}

/** Expressions ignore case. */
function twice(routes: Route[]): string[] {
  const ignoresCase = areExpressions(routes);
  const keys = routes.map(({ path, isExact }) => `${isExact} ${ignoresCase ? path.toLowerCase() : path}`);
  const repeated = routes.filter((_, index) => keys.indexOf(keys[index]) !== index);
  return repeated.map(
    ({ path }) =>
      `the path ${shown(path)} is routed twice${ignoresCase ? ' (case is ignored beside a stripped prefix, or a path with . or ~)' : ''}; leave one out`,
  );
}

function stripMistake({ path, stripPrefix }: Route): string | undefined {
  return stripPrefix && path === '/' ? 'stripPrefix on "/" has nothing to strip; leave it out' : undefined;
}

function namespaceMistake({ path, endpoint }: Route, namespace?: string): string | undefined {
  if (endpoint.namespace === namespace) return undefined;
  return (
    `the path ${shown(path)} leads to ${shown(endpoint.service)} ${namespaceOf(endpoint)}, and an ` +
    'Ingress reaches only its own namespace; declare the routes where that component is'
  );
}

function namespaceOf({ namespace }: Endpoint): string {
  return namespace === undefined ? 'in a chart without a namespace' : `in the namespace ${shown(namespace)}`;
}

function hostMistake(host: string): string | undefined {
  const label = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
  if (host.length <= 253 && new RegExp(`^(\\*\\.)?${label}(\\.${label})*$`).test(host)) return undefined;
  return `the host ${shown(host)} is no DNS name; allowed are labels of a-z, 0-9 and '-' joined by '.', the first of which may be '*'`;
}
