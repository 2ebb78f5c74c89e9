// Objects of other authors that change what ours do.
import { entriesAt, namespaceOf, titleOf, type Finding, type Manifest } from './manifest';
import { hiddenPaths } from './hidden-paths';
import { PodIndex } from './pod-index';
import { podOf } from './pods';
import { secondWriters } from './second-writers';

/**
 * Returns what objects of others change.
 * @param declared the manifests as their component declared them; undefined for those of others
 */
export function neighbourFindings(
  manifests: readonly Manifest[],
  declared: readonly (Manifest | undefined)[],
): Finding[] {
  const isOwn = (index: number) => declared[index] !== undefined;
  return [...sharedLabels(manifests, isOwn), ...hiddenPaths(manifests, isOwn), ...secondWriters(manifests, declared)];
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
