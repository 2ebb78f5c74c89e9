// Objects of other authors that change what ours do.
import { duplicatePaths } from './duplicate-paths';
import type { Finding, Manifest } from './manifest';
import { hiddenPaths } from './hidden-paths';
import { isolatedPods } from './isolated-pods';
import { secondWriters } from './second-writers';
import { sharedLabels } from './shared-labels';
import { undeclaredConnections } from './undeclared-connections';

/**
 * Returns what objects of others change.
 * @param declared the manifests as their component declared them; undefined for those of others
 */
export function neighbourFindings(
  manifests: readonly Manifest[],
  declared: readonly (Manifest | undefined)[],
): Finding[] {
  const isOwn = (index: number) => declared[index] !== undefined;
  return [
    ...sharedLabels(manifests, declared),
    ...hiddenPaths(manifests, isOwn),
    ...duplicatePaths(manifests, isOwn),
    ...secondWriters(manifests, declared),
    ...connectionFindings(manifests, declared),
  ];
}

/** Pods that name what they connect to have one warning. */
function connectionFindings(manifests: readonly Manifest[], declared: readonly (Manifest | undefined)[]): Finding[] {
  const denied = undeclaredConnections(manifests, declared);
  const known = new Set(denied.map(({ index }) => index));
  return [...denied, ...isolatedPods(manifests, declared).filter(({ index }) => !known.has(index))];
}
