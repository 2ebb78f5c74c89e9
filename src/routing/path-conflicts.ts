// Routes of one set that match the same requests.
import { formatPath } from '../checks/messages';
import { IGNORES_CASE, needRegex, type PathMatch } from './path';

/** Returns the errors of routes that take requests from each other. */
export function pathConflictErrors(routes: PathMatch[]): string[] {
  return [...duplicateErrors(routes), ...shadowingErrors(routes)];
}

function duplicateErrors(routes: PathMatch[]): string[] {
  const ignoresCase = needRegex(routes);
  const seen = new Set<string>();
  const key = ({ path, isExact }: PathMatch) => `${isExact} ${ignoresCase ? path.toLowerCase() : path}`;
  const duplicates = routes.filter((route) => seen.size === seen.add(key(route)).size);
  const reason = ignoresCase ? ` (${IGNORES_CASE})` : '';
  return duplicates.map(({ path }) => `the path ${formatPath(path)} is routed twice${reason}. Leave one out.`);
}

/** If case is ignored, a path that starts like another one, but for case, takes requests from it. */
function shadowingErrors(routes: PathMatch[]): string[] {
  if (!needRegex(routes)) return [];
  const prefixes = new Map<string, PathMatch[]>();
  for (const route of routes.filter(({ isExact }) => !isExact)) {
    const path = route.path.toLowerCase();
    const same = prefixes.get(path) ?? [];
    same.push(route);
    prefixes.set(path, same);
  }
  return routes.flatMap((taker) =>
    shadowedPaths(taker)
      .flatMap((path) => prefixes.get(path) ?? [])
      .filter((other) => !taker.path.startsWith(other.path))
      .map((other) => shadowingError(taker, other)),
  );
}

function shadowingError(taker: PathMatch, other: PathMatch): string {
  return (
    `the path ${formatPath(taker.path)} takes requests from ${formatPath(other.path)} (${IGNORES_CASE}). ` +
    'Write both in the same case.'
  );
}

/**
 * Returns the prefixes that a path wins over, in lower case: if two paths match a request, the longer one wins, and an
 * exact path wins over a prefix.
 */
function shadowedPaths({ path, isExact }: PathMatch): string[] {
  const parts = path.toLowerCase().split('/');
  const above = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
  return isExact ? [...above, path.toLowerCase()] : above;
}
