// Objects of other authors that change what ours do.
import {
  entriesAt,
  field,
  listAt,
  nameOf,
  namespaceOf,
  textAt,
  titleOf,
  type Finding,
  type Manifest,
} from './manifest';
import { PodIndex } from './pod-index';
import { podOf } from './pods';
import { secondWriters } from './second-writers';

/** Returns what objects of others change: `isOwn` tells which objects are not theirs. */
export function neighbourFindings(manifests: readonly Manifest[], isOwn: (index: number) => boolean): Finding[] {
  return [...sharedLabels(manifests, isOwn), ...hiddenPaths(manifests, isOwn), ...secondWriters(manifests, isOwn)];
}

/** Pods of others with the labels by which a Deployment or Service of ours selects. */
function sharedLabels(manifests: readonly Manifest[], isOwn: (index: number) => boolean): Finding[] {
  const foreign = manifests.map((manifest, index) => (isOwn(index) ? {} : manifest));
  if (!foreign.some((manifest) => podOf(manifest) !== undefined)) return [];
  const pods = new PodIndex(foreign);
  const found = new Map<number, Finding>();
  manifests.forEach((manifest, owner) => {
    if (!isOwn(owner)) return;
    for (const index of selectorOf(manifest).flatMap((selector) => pods.find(namespaceOf(manifest), selector)))
      if (!found.has(index)) found.set(index, sharedLabelFinding(index, manifest));
  });
  return [...found.values()];
}

function selectorOf(manifest: Manifest): object[] {
  const path = manifest.kind === 'Service' ? ['spec', 'selector'] : ['spec', 'selector', 'matchLabels'];
  const labels = entriesAt(manifest, ...path);
  return labels.length > 0 ? [{ matchLabels: Object.fromEntries(labels) }] : [];
}

function sharedLabelFinding(index: number, owner: Manifest): Finding {
  return {
    index,
    rule: 'shared-labels',
    isError: false,
    message:
      `its pods have the labels that the ${titleOf(owner)} selects: they are counted as its pods and get their traffic. ` +
      'Change a label of these pods.',
  };
}

interface RoutedPath {
  readonly index: number;
  readonly host: string;
  readonly path: string;
  readonly isRegex: boolean;
  readonly ingressClass?: string;
}

/**
 * Paths of others that a regular expression of ours matches first. If one Ingress of a host uses regular expressions,
 * ingress-nginx matches all paths of that host as such, the longest text first.
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/ingress-path-matching/
 */
function hiddenPaths(manifests: readonly Manifest[], isOwn: (index: number) => boolean): Finding[] {
  const paths = manifests.flatMap(routedPaths);
  const expressions = paths.filter(({ index, isRegex }) => isRegex && isOwn(index));
  if (expressions.length === 0) return [];
  return paths.flatMap((path) => {
    if (isOwn(path.index)) return [];
    const first = expressions.find((expression) => isAskedFirst(expression, path));
    return first === undefined ? [] : [hiddenPathFinding(path, first, manifests[first.index])];
  });
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

function routedPaths(manifest: Manifest, index: number): RoutedPath[] {
  if (manifest.kind !== 'Ingress') return [];
  const annotation = textAt(manifest, 'metadata', 'annotations', 'nginx.ingress.kubernetes.io/use-regex');
  return listAt(manifest, 'spec', 'rules').flatMap((rule) =>
    listAt(rule, 'http', 'paths').map((path) => ({
      index,
      ingressClass: textAt(manifest, 'spec', 'ingressClassName') ?? textAt(manifest, 'metadata', 'annotations', CLASS),
      host: textAt(rule, 'host') ?? '',
      path: textAt(path, 'path') ?? '/',
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
      `its path ${path} of ${host === '' ? 'every host' : host} is never asked: the Ingress ${nameOf(owner)} makes all paths of ` +
      `this host regular expressions, and its longer ${first.path} matches first. Declare the path as a Route, or use another host.`,
  };
}
