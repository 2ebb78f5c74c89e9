// Objects of other authors that change what ours do.
import type { Finding, Manifest } from './manifest';
import { hiddenPaths } from './hidden-paths';
import { secondWriters } from './second-writers';
import { sharedLabels } from './shared-labels';

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
    ...secondWriters(manifests, declared),
  ];
}
