// Pods that a selector of ours selects, although they are not its own.
import { formatNames } from '../checks/messages';
import { entriesAt, field, namespaceOf, titleOf, type Finding, type Manifest } from './manifest';
import { PodIndex } from './pod-index';
import { podOf, selects } from './pods';
import { inWords } from './reference';

/**
 * Returns pods of others, and patched ones, with the labels by which a Deployment or Service of ours selects; and
 * patched selectors that also select other pods.
 * @param declared the manifests as their component declared them; undefined for those of others
 */
export function sharedLabels(manifests: readonly Manifest[], declared: readonly (Manifest | undefined)[]): Finding[] {
  const isChanged = (index: number) => declared[index] !== manifests[index];
  const suspects = manifests.map((manifest, index) => (isChanged(index) ? manifest : {}));
  const hasPods = suspects.some((manifest) => podOf(manifest) !== undefined);
  const hasSelectors = suspects.some((manifest, index) => declared[index] && selectorOf(manifest));
  if (!hasPods && !hasSelectors) return [];
  const changedPods = new PodIndex(suspects);
  const allPods = hasSelectors ? new PodIndex(manifests) : changedPods;
  const isNew = (owner: number, index: number) => index !== owner && !wasSelected(declared[owner], declared[index]);
  const foundPods = new Map<number, Finding>();
  const owners = manifests.flatMap((manifest, owner): Finding[] => {
    const selector = declared[owner] && selectorOf(manifest);
    if (selector === undefined) return [];
    const pods = isChanged(owner) ? allPods : changedPods;
    const found = pods.find(namespaceOf(manifest), selector).filter((index) => isNew(owner, index));
    const [newPods, known] = [found.filter(isChanged), found.filter((index) => !isChanged(index))];
    for (const index of newPods) if (!foundPods.has(index)) foundPods.set(index, sharedLabelFinding(index, manifest));
    return known.length > 0
      ? [
          wideSelectorFinding(
            owner,
            known.map((index) => manifests[index]),
          ),
        ]
      : [];
  });
  return [...foundPods.values(), ...owners];
}

function wasSelected(owner: Manifest | undefined, workload: Manifest | undefined): boolean {
  if (owner === undefined || workload === undefined || namespaceOf(owner) !== namespaceOf(workload)) return false;
  return selects(selectorOf(owner), field(podOf(workload), 'metadata', 'labels'));
}

function selectorOf(manifest: Manifest): object | undefined {
  const path = manifest.kind === 'Service' ? ['spec', 'selector'] : ['spec', 'selector', 'matchLabels'];
  const labels = entriesAt(manifest, ...path);
  return labels.length > 0 ? { matchLabels: Object.fromEntries(labels) } : undefined;
}

function sharedLabelFinding(index: number, owner: Manifest): Finding {
  const message =
    `its pods have the labels that the ${titleOf(owner)} selects: they are counted as its pods and get their traffic. ` +
    'Change a label of these pods.';
  return { index, rule: 'shared-labels', isError: false, message };
}

function wideSelectorFinding(index: number, others: readonly Manifest[]): Finding {
  const message =
    `its selector also selects the pods of ${formatNames(others.map(inWords))}: they are counted as its pods and get ` +
    'their traffic. Undo the change.';
  return { index, rule: 'shared-labels', isError: false, message };
}
