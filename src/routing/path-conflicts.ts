// Routes of one set that match the same requests.
import { formatPath } from '../checks/messages';
import { IGNORES_CASE, needRegex, type PathMatch } from './path';

/** Returns the errors of routes that take requests from each other. */
export function pathConflictErrors(routes: PathMatch[]): string[] {
  return [...duplicateErrors(routes), ...shadowingErrors(routes)];
}

function duplicateErrors(routes: PathMatch[]): string[] {
  const ignoresCase = needRegex(routes);
  const keys = routes.map(({ path, isExact }) => `${isExact} ${ignoresCase ? path.toLowerCase() : path}`);
  const duplicates = routes.filter((_, index) => keys.indexOf(keys[index]) !== index);
  const reason = ignoresCase ? ` (${IGNORES_CASE})` : '';
  return duplicates.map(({ path }) => `the path ${formatPath(path)} is routed twice${reason}. Leave one out.`);
}

/** If case is ignored, a path that starts like another one, but for case, takes requests from it. */
function shadowingErrors(routes: PathMatch[]): string[] {
  if (!needRegex(routes)) return [];
  const pairs = routes.flatMap((taker) => routes.map((other) => [taker, other] as const));
  const shadows = pairs.filter(([taker, other]) => !taker.path.startsWith(other.path) && takesFrom(taker, other));
  return shadows.map(
    ([taker, other]) =>
      `the path ${formatPath(taker.path)} takes requests from ${formatPath(other.path)} (${IGNORES_CASE}). ` +
      'Write both in the same case.',
  );
}

/** If two paths match a request, the longer one wins, and an exact path wins over a prefix. */
function takesFrom(taker: PathMatch, other: PathMatch): boolean {
  const [path, otherPath] = [taker.path.toLowerCase(), other.path.toLowerCase()];
  if (path === otherPath) return taker.isExact && !other.isExact;
  return !other.isExact && path.startsWith(`${otherPath}/`);
}
