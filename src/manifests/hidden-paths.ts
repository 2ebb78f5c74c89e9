// Paths of ingress-nginx that stripped prefixes hide.
import { field, listAt, nameOf, textAt, type Finding, type Manifest } from './manifest';

/** A path of an Ingress. */
export interface RoutedPath {
  readonly index: number;
  readonly host: string;
  readonly path: string;
  readonly pathType?: string;
  readonly isRegex: boolean;
  readonly ingressClass?: string;
}

/**
 * Returns paths of others that a regular expression of ours matches first. If one Ingress of a host uses regular expressions,
 * ingress-nginx matches all paths of that host as such, the longest text first.
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching/
 */
export function hiddenPaths(manifests: readonly Manifest[], isOwn: (index: number) => boolean): Finding[] {
  const paths = manifests.flatMap(routedPaths);
  const expressions = new Map<string, RoutedPath[]>();
  for (const path of paths) {
    if (!path.isRegex || !isOwn(path.index)) continue;
    const key = `${path.host}${beginningOf(path.path)}`;
    const known = expressions.get(key);
    if (known) known.push(path);
    else expressions.set(key, [path]);
  }
  if (expressions.size === 0) return [];
  return paths.flatMap((path) => {
    if (isOwn(path.index)) return [];
    const candidates = beginningsOf(path).flatMap((beginning) => expressions.get(beginning) ?? []);
    const first = candidates.find((expression) => isAskedFirst(expression, path));
    return first === undefined ? [] : [hiddenPathFinding(path, first, manifests[first.index])];
  });
}

/** The text with which each path begins that an expression of a stripped prefix matches; empty for any other one. */
function beginningOf(expression: string): string {
  return /^([\w/-]*)\(\/\|\$\)\(\.\*\)$/.exec(expression)?.[1].toLowerCase() ?? '';
}

/** All beginnings of a path after its host, the longest first. */
function beginningsOf({ host, path }: RoutedPath): string[] {
  const text = path.slice(0, 4096).toLowerCase();
  return Array.from({ length: text.length + 1 }, (_, index) => `${host}${text.slice(0, text.length - index)}`);
}

function isAskedFirst(expression: RoutedPath, { host, path, ingressClass }: RoutedPath): boolean {
  const isOtherClass = ingressClass !== undefined && ingressClass !== expression.ingressClass;
  return (
    !isOtherClass && expression.host === host && expression.path.length > path.length && matches(expression.path, path)
  );
}

/** Whether an expression matches a path. A patch may have made an expression that is not valid. */
function matches(expression: string, path: string): boolean {
  try {
    return new RegExp(`^${expression}`, 'i').test(path);
  } catch {
    return false;
  }
}

const CLASS = 'kubernetes.io/ingress.class';

/** Returns the paths of an Ingress. */
export function routedPaths(manifest: Manifest, index: number): RoutedPath[] {
  if (manifest.kind !== 'Ingress') return [];
  const annotation = textAt(manifest, 'metadata', 'annotations', 'nginx.ingress.kubernetes.io/use-regex');
  return listAt(manifest, 'spec', 'rules').flatMap((rule) =>
    listAt(rule, 'http', 'paths').map((path) => ({
      index,
      ingressClass: textAt(manifest, 'spec', 'ingressClassName') ?? textAt(manifest, 'metadata', 'annotations', CLASS),
      host: textAt(rule, 'host') ?? '',
      path: textAt(path, 'path') ?? '/',
      pathType: textAt(path, 'pathType'),
      isRegex: annotation === 'true' && field(path, 'pathType') === 'ImplementationSpecific',
    })),
  );
}

function hiddenPathFinding({ index, path, host }: RoutedPath, first: RoutedPath, owner: Manifest): Finding {
  return {
    index,
    rule: 'hidden-path',
    isError: false,
    message:
      `its path ${path} of ${host === '' ? 'every host' : host} is never matched: the Ingress ${nameOf(owner)} makes all paths of ` +
      `this host regular expressions, and its longer ${first.path} matches first. Declare the path as a Route, or use another host.`,
  };
}
