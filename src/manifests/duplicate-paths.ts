// Paths of other Ingresses that our Ingresses have too.
import { formatPath } from '../checks/messages';
import { routedPaths, type RoutedPath } from './hidden-paths';
import { nameOf, textAt, type Finding, type Manifest } from './manifest';

/**
 * Returns paths of others that an Ingress of ours has too. The admission webhook of ingress-nginx refuses the second one,
 * in any namespace; without it, the controller ignores one of the two. An Ingress without a class may be another
 * controller's: that is a warning.
 * @see https://kubernetes.github.io/ingress-nginx/how-it-works/#building-the-nginx-model
 */
export function duplicatePaths(manifests: readonly Manifest[], isOwn: (index: number) => boolean): Finding[] {
  const paths = manifests.flatMap(routedPaths);
  const others = paths.filter(({ index }) => !isOwn(index) && !isCanary(manifests[index]));
  if (others.length === 0) return [];
  const own = new Map(
    paths.filter(({ index }) => isOwn(index)).flatMap((each) => textsOf(each).map((text) => [keyOf(each, text), each])),
  );
  return others.flatMap((path) => {
    const same = own.get(keyOf(path, path.path));
    const isSameClass = path.ingressClass === undefined || path.ingressClass === same?.ingressClass;
    return same && isSameClass ? [duplicateFinding(path, manifests[same.index])] : [];
  });
}

function keyOf({ host }: RoutedPath, path: string): string {
  return `${host}\n${path}`;
}

/** The controller has a prefix twice: with a slash at its end, and without one. */
function textsOf({ path, pathType }: RoutedPath): string[] {
  if (pathType !== 'Prefix' || path === '/') return [path];
  return [path, path.endsWith('/') ? path.slice(0, -1) : `${path}/`];
}

/** A canary repeats the paths of another Ingress on purpose. */
function isCanary(manifest: Manifest): boolean {
  return textAt(manifest, 'metadata', 'annotations', 'nginx.ingress.kubernetes.io/canary') === 'true';
}

function duplicateFinding({ index, host, path, ingressClass }: RoutedPath, owner: Manifest): Finding {
  const message =
    `its path ${formatPath(path)} of ${host === '' ? 'every host' : host} is that of the Ingress ${nameOf(owner)} too: ` +
    'ingress-nginx refuses the second one. Declare the path as a Route, or use another host.';
  return { index, rule: 'hidden-path', isError: ingressClass !== undefined, message };
}
