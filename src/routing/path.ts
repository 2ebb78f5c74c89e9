import { shown } from '../checks/messages';
import type { Route } from './route';

/**
 * What is wrong with a path. It reaches nginx.conf, so what is allowed is listed, not what is forbidden.
 */
export function pathMistake(path: string): string | undefined {
  if (typeof path !== 'string' || !/^\/[A-Za-z0-9._~/-]*$/.test(path) || path.length > 256) {
    return `the path ${shown(path)} is none that can be routed; allowed are at most 256 of A-Z a-z 0-9 . _ ~ / - beginning with /`;
  }
  if (path.includes('//') || /\/\.{1,2}(\/|$)/.test(path)) {
    return `the path ${shown(path)} has an empty part, or one that is . or ..; browsers and proxies take those out`;
  }
  if (path.length > 1 && path.endsWith('/')) {
    return `the path ${shown(path)} ends with /; write ${shown(path.replace(/\/+$/, ''))}: a prefix takes both`;
  }
  if (DENIED.test(path)) {
    return `the path ${shown(path)} looks to ingress-nginx like an attack on itself: it denies _by_lua, /var/run/secrets and certain folders of /etc; choose another one`;
  }
  return undefined;
}

/** @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.11.0/internal/ingress/inspector/rules.go */
const DENIED = /_by_lua|\/var\/run\/secrets|\/etc\/(passwd|shadow|group|nginx|ingress-controller)/;

/**
 * Whether the controller reads the paths of these routes as regular expressions: because a prefix is stripped, or
 * because of a `.` or `~`, which it refuses in any other path.
 */
export function areExpressions(routes: Route[]): boolean {
  return routes.some(({ path, stripPrefix }) => stripPrefix || /[.~]/.test(path));
}

/**
 * The regular expression of a route. ingress-nginx tries the longest expression first, so all prefixes end alike, in
 * the nine characters that a rewrite needs, and an exact path in one more, spent on a comment: of two that take a
 * request, the one with the longer path is always tried first, and exact before prefix.
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching/
 */
export function expression({ path, isExact }: Route): string {
  if (path === '/' && !isExact) return '/';
  return path.replaceAll('.', '\\.') + (isExact ? '$(?#exact)' : '(/|$)(.*)');
}
