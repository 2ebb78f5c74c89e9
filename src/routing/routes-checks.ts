import { isIP } from 'node:net';
import type { IConstruct } from 'constructs';
import { Platform } from '../platform/platform';
import { isOwn, otherApp } from '../connections/admission';
import { endpointMistakes } from '../connections/endpoint-checks';
import { shown } from '../checks/messages';
import type { Endpoint } from '../connections/endpoint';
import type { IngressNginxRoutesProps } from './ingress-nginx';
import { areExpressions, pathMistake } from './path';
import type { Route } from './route';

/** What is wrong with a set of routes. */
export function routesMistakes(component: IConstruct, declaration: IngressNginxRoutesProps): (string | undefined)[] {
  const { routes = [], hosts, tls } = declaration;
  return [
    ...(declaration.routes?.length === 0 ? [NONE] : []),
    ...routes.flatMap(({ _mistakes }) => _mistakes),
    ...routes.map((route) => pathMistake(route.path)),
    ...routes.map((route) => stripMistake(route)),
    ...routes.flatMap((route) => destinationMistakes(component, route)),
    ...twice(routes),
    ...shadowed(routes),
    ...(hosts ?? []).map(hostMistake),
    ...(hosts?.length === 0 ? ['hosts is empty; leave it out for every host, or name at least one'] : []),
    ...(tls?._tlsMistakes(hosts) ?? []),
    ...(new Set(hosts).size < (hosts ?? []).length ? ['hosts has a host twice; leave one out'] : []),
  ];
}

/** What is wrong where nothing is said of TLS. */
export function tlsMistake(component: IConstruct): string | undefined {
  return Platform.of(component).throwAway ? undefined : NO_TLS;
}

const NO_TLS =
  'nothing is said of TLS, and only on Platform.minikube() and Platform.kind() are plain requests the default; ' +
  'set tls: Tls.secret(name), Tls.controllerCertificate(), or Tls.none() where something in front of the controller decrypts';

const NONE = 'there are no routes; name at least one, such as Route.prefix("/", client)';

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

/** Beside expressions case is ignored: a path that begins like another one, but for case, takes requests from it. */
function shadowed(routes: Route[]): string[] {
  if (!areExpressions(routes)) return [];
  const pairs = routes.flatMap((taker) => routes.map((other) => [taker, other] as const));
  const shadows = pairs.filter(([taker, other]) => !taker.path.startsWith(other.path) && takesFrom(taker, other));
  return shadows.map(
    ([taker, other]) =>
      `the path ${shown(taker.path)} takes requests that ${shown(other.path)} is for, since case is ignored beside a stripped prefix, ` +
      'or a path with . or ~; write both in the same case',
  );
}

/** Of two paths that take a request the longer one has it, and exact before prefix. */
function takesFrom(taker: Route, other: Route): boolean {
  const [path, others] = [taker.path.toLowerCase(), other.path.toLowerCase()];
  if (path === others) return taker.isExact && !other.isExact;
  return !other.isExact && path.startsWith(`${others}/`);
}

function destinationMistakes(component: IConstruct, { path, endpoint }: Route): string[] {
  const app = otherApp(component, endpoint);
  if (app) return [`the path ${shown(path)} leads to ${shown(endpoint.service)}, ${app}`];
  if (isOwn(component, endpoint)) return endpointMistakes(endpoint);
  return [
    `the path ${shown(path)} leads to ${shown(endpoint.service)} ${namespaceOf(endpoint)}, and an ` +
      'Ingress reaches only its own namespace; declare the routes where that component is',
  ];
}

function namespaceOf({ namespace }: Endpoint): string {
  return namespace === undefined ? 'in a chart without a namespace' : `in the namespace ${shown(namespace)}`;
}

function hostMistake(host: string): string | undefined {
  const label = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
  if (isIP(host))
    return `the host ${shown(host)} is an address, and rules are for names; leave hosts out for every host`;
  if (host.length <= 253 && new RegExp(`^(\\*\\.)?${label}(\\.${label})*$`).test(host)) return undefined;
  return `the host ${shown(host)} is no DNS name; allowed are labels of a-z, 0-9 and '-' joined by '.', the first of which may be '*'`;
}
