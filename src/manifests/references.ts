// References that a change leaves without an object or a pod: names and selectors by which manifests lead to each other.
import { formatNames } from '../checks/messages';
import { field, kindOf, listAt, nameOf, namespaceOf, type Finding, type Manifest } from './manifest';
import { referencesOf } from './object-references';
import { hasOtherPods } from './policy-losses';
import { containersOf, podOf } from './pods';
import { inWords, type Reference } from './reference';
import { Scene } from './scene';
import { lostPorts } from './service-losses';

/** A reference that is lost, the manifest that refers, and the changed manifest that no longer answers. */
interface Lost {
  readonly index: number;
  readonly cause: number;
  readonly reference: Reference;
}

/**
 * Returns the references that a change leaves without an object or a pod: one finding for each changed manifest.
 * A pod may name further objects, which are created elsewhere.
 * @param declared the manifests before the change, in the same order; unchanged ones are the same objects, and removed
 * ones at the end
 */
export function lostReferences(declared: readonly Manifest[], changed: readonly Manifest[]): Finding[] {
  const [before, after] = [new Scene(declared), new Scene(changed)];
  const indexes = new Map(declared.map((manifest, index) => [manifest, index]));
  const isChanged = (index: number) => index < changed.length && declared[index] !== changed[index];
  const all = changed.flatMap((manifest, index) => {
    const unresolved = referencesOf(manifest, after).filter((each) => !each.isResolved);
    if (unresolved.length === 0) return [];
    const known = new Map(referencesOf(declared[index], before).map((each) => [each.loss, each]));
    return unresolved
      .filter((each) => isLost(known.get(each.loss), declared[index], manifest))
      .map((each): Lost => {
        const causes = (known.get(each.loss)?.found ?? []).map((target) => indexes.get(target)!);
        return { index, cause: causes.find(isChanged) ?? index, reference: each };
      });
  });
  return [...groupByCause(all)].flatMap(([cause, lost]) => findingsOf(cause, lost, declared, changed));
}

function isLost(known: Reference | undefined, declared: Manifest, changed: Manifest): boolean {
  const isPolicy = kindOf(changed) === 'NetworkPolicy';
  if (isPolicy && hasOtherPods(declared, changed)) return false; // reported as such
  return known?.isResolved ?? (podOf(changed) === undefined && !isPolicy);
}

function groupByCause(all: readonly Lost[]): Map<number, Lost[]> {
  const groups = new Map<number, Lost[]>();
  for (const lost of all) {
    const group = groups.get(lost.cause);
    if (group) group.push(lost);
    else groups.set(lost.cause, [lost]);
  }
  return groups;
}

function findingsOf(
  cause: number,
  lost: readonly Lost[],
  declared: readonly Manifest[],
  changed: readonly Manifest[],
): Finding[] {
  const change = changeOf(declared[cause], changed[cause]);
  if (change === PORTS && lostPorts(declared[cause], changed[cause]).length > 0) return []; // reported as such
  const isOneChange = lost.some(({ index }) => index !== cause) || change === 'its namespace is changed';
  if (lost.length === 1 || !isOneChange) return lost.map(({ index, reference }) => finding(index, reference.loss));
  const others = [...new Set(lost.filter(({ index }) => index !== cause).map(({ index }) => inWords(changed[index])))];
  const targets = [...new Set(lost.filter(({ index }) => index === cause).map(({ reference }) => reference.target))];
  const losses = [
    ...(others.length > 0 ? [`${formatNames(others)} no longer ${others.length > 1 ? 'lead' : 'leads'} to it`] : []),
    ...(targets.length > 0 ? [`it no longer finds ${formatNames(targets)}`] : []),
  ];
  return [finding(cause, `${change}: ${losses.join(', and ')}. Undo the change, or change them too.`)];
}

function finding(index: number, message: string): Finding {
  return { index, rule: 'lost-reference', isError: false, message };
}

const PORTS = 'its ports are changed';

/** Returns what is changed of a manifest by which others find it. */
function changeOf(declared: Manifest, changed: Manifest): string {
  const differs = (of: (manifest: Manifest) => unknown) => JSON.stringify(of(declared)) !== JSON.stringify(of(changed));
  if (differs(kindOf)) return 'its kind is changed';
  if (differs(namespaceOf)) return 'its namespace is changed';
  if (differs(nameOf)) return 'its name is changed';
  if (differs((manifest) => field(podOf(manifest), 'metadata', 'labels'))) return 'the labels of its pods are changed';
  if (differs(portsOf)) return PORTS;
  return 'it is changed';
}

function portsOf(manifest: Manifest): unknown {
  const containers = containersOf(podOf(manifest)).map(({ container }) => listAt(container, 'ports'));
  return [listAt(manifest, 'spec', 'ports'), ...containers];
}
