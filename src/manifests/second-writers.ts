// Pods that write to a volume beside the one pod that may.
import { isSingleWriter } from './data-losses';
import { field, listAt, nameOf, namespaceOf, textAt, titleOf, type Finding, type Manifest } from './manifest';
import { containersOf, podOf } from './pods';
import { isDatabase } from './volume-lock';
import { claimsOf } from './volume-losses';

/**
 * Returns the errors of autoscalers of others that add pods to a workload with one writer, and of pods that mount its
 * claim.
 * @param declared the manifests as their component declared them; undefined for those of others
 */
export function secondWriters(manifests: readonly Manifest[], declared: readonly (Manifest | undefined)[]): Finding[] {
  const owners = manifests.filter((manifest, index) => declared[index] !== undefined && isSingleWriter(manifest));
  if (owners.length === 0) return [];
  const titles = new Set(owners.map((manifest) => `${titleOf(manifest)} ${namespaceOf(manifest)}`));
  const scaled = manifests.flatMap((manifest, index) => {
    const target = field(manifest, 'spec', 'scaleTargetRef');
    if (target === undefined || declared[index] !== undefined) return [];
    const title = `${textAt(target, 'kind') ?? 'Deployment'} ${textAt(target, 'name') ?? ''}`;
    const text = `it scales the ${title}: two pods on one volume can destroy its data. Remove it.`;
    return titles.has(`${title} ${namespaceOf(manifest)}`) ? [secondWriterFinding(index, text)] : [];
  });
  return [...scaled, ...mountFindings(manifests, declared, owners)];
}

function secondWriterFinding(index: number, message: string): Finding {
  return { index, rule: 'single-writer', isError: true, message };
}

/** Components do not share such a claim, as they were declared. Pods of others may, and patched ones. */
function mountFindings(
  manifests: readonly Manifest[],
  declared: readonly (Manifest | undefined)[],
  owners: readonly Manifest[],
): Finding[] {
  const shared = sharedClaims(manifests);
  const ownerOf = new Map<string, Manifest>();
  for (const owner of owners)
    for (const claim of claimsOf(owner).values()) {
      const key = `${namespaceOf(owner)}/${claim}`;
      if (isDatabase(owner) || shared.get(key) === false) ownerOf.set(key, owner);
    }
  return manifests.flatMap((manifest, index) => {
    const own = new Set(claimsOf(declared[index] ?? {}).values());
    return writtenClaims(manifest).flatMap((claim) => {
      const owner = ownerOf.get(`${namespaceOf(manifest)}/${claim}`);
      if (owner === undefined || owner === manifest || own.has(claim)) return [];
      const text =
        `its pod mounts the claim ${claim} of the ${titleOf(owner)}: two pods on one volume can destroy its data. ` +
        'Remove the volume, or mount it read-only.';
      return [secondWriterFinding(index, text)];
    });
  });
}

/** Returns whether each claim of the manifests allows pods on several nodes. */
function sharedClaims(manifests: readonly Manifest[]): Map<string, boolean> {
  const claims = manifests.filter(({ kind }) => kind === 'PersistentVolumeClaim');
  return new Map(
    claims.map((claim) => [
      `${namespaceOf(claim)}/${nameOf(claim)}`,
      listAt(claim, 'spec', 'accessModes').some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany'),
    ]),
  );
}

/** Returns the claims to which a pod can write. */
function writtenClaims(manifest: Manifest): string[] {
  const pod = podOf(manifest);
  const claims = listAt(pod, 'spec', 'volumes').filter((volume) =>
    textAt(volume, 'persistentVolumeClaim', 'claimName'),
  );
  if (claims.length === 0) return [];
  const mounts = containersOf(pod).flatMap(({ container }) => listAt(container, 'volumeMounts'));
  return claims
    .filter((volume) => {
      const isReader = field(volume, 'persistentVolumeClaim', 'readOnly') === true;
      const own = mounts.filter((mount) => field(mount, 'name') === field(volume, 'name'));
      return !isReader && own.some((mount) => field(mount, 'readOnly') !== true);
    })
    .map((volume) => textAt(volume, 'persistentVolumeClaim', 'claimName')!);
}
