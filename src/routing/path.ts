// Paths of routes, and the regular expressions that ingress-nginx reads in their place.
import { inOrder, required, satisfying, text, type Check } from '../checks/check';
import { formatPath, notAllowed } from '../checks/messages';

/** The parts of a route that decide which requests it matches. */
export interface PathMatch {
  readonly path: string;
  /** Whether only the path itself matches, not the paths below it. */
  readonly isExact: boolean;
  readonly stripPrefix: boolean;
}

const isRoutable = (path: string) => /^\/[A-Za-z0-9._~/-]*$/.test(path) && path.length <= 256;
const hasPlainSegments = (path: string) => !path.includes('//') && !/\/\.{1,2}(\/|$)/.test(path);

/** @see https://github.com/kubernetes/ingress-nginx/blob/controller-v1.11.0/internal/ingress/inspector/rules.go */
const DENIED = /_by_lua|\/var\/run\/secrets|\/etc\/(passwd|shadow|group|nginx|ingress-controller)/;

const DENIED_PATHS = 'paths without _by_lua, /var/run/secrets and system files in /etc (ingress-nginx denies them)';

const noTrailingSlash: Check = (value, property) => {
  const path = value as string;
  if (path.length === 1 || !path.endsWith('/')) return [];
  const wayOut = `Write ${formatPath(path.slice(0, -1))}; Route.prefix matches both`;
  return [notAllowed(property, formatPath(path), "paths that do not end with '/'", wayOut)];
};

/** Accepts paths. They are written into nginx.conf, so the check lists what is allowed, not what is forbidden. */
export const path: Check = required(
  inOrder(
    text,
    satisfying(isRoutable, "at most 256 characters of A-Z a-z 0-9 . _ ~ / -, starting with '/'", {
      format: formatPath,
    }),
    satisfying(hasPlainSegments, "paths without empty, '.' or '..' segments (browsers and proxies remove them)", {
      format: formatPath,
    }),
    noTrailingSlash,
    satisfying((value: string) => !DENIED.test(value), DENIED_PATHS, {
      format: formatPath,
      wayOut: 'Choose another path',
    }),
  ),
  'Add one, such as "/api"',
);

/**
 * Returns whether the controller reads the paths of these routes as regular expressions. It does if a route strips its
 * prefix. A path with '.' or '~' needs one, because the controller rejects these characters in any other path.
 */
export function needRegex(routes: PathMatch[]): boolean {
  return routes.some((route) => route.stripPrefix || /[.~]/.test(route.path));
}

/** An explanation for paths that conflict only because of `needRegex`. */
export const IGNORES_CASE = "case is ignored if a route strips its prefix or has '.' or '~' in its path";

/**
 * Returns the regular expression of a route. ingress-nginx tries the longest expression first. So all prefixes end with
 * the same nine characters, which a rewrite needs, and exact paths with ten, most of them a comment: of two routes that
 * match a request, the longer path wins, and an exact path wins over a prefix.
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching/
 */
export function renderRegex({ path, isExact }: PathMatch): string {
  if (path === '/' && !isExact) return '/';
  return path.replaceAll('.', '\\.') + (isExact ? '$(?#exact)' : '(/|$)(.*)');
}
