// Changes that can destroy the data of a volume.
import { formatType } from '../checks/messages';
import type { Loss } from './loss';
import { field, listAt, textAt, type Manifest } from './manifest';
import { podOf } from './pods';

/** Returns the errors of a change that lets two pods write to one volume, or that replaces a claim. */
export function dataLosses(declared: Manifest, changed: Manifest): Loss[] {
  if (!hasClaim(declared)) return [];
  return [...writerLosses(declared, changed), ...claimLosses(declared, changed)];
}

/** Whether only one pod at a time may use the claim of a workload. */
export function isSingleWriter(manifest: Manifest): boolean {
  return hasClaim(manifest) && isSingle(manifest);
}

function hasClaim(manifest: Manifest): boolean {
  return listAt(podOf(manifest), 'spec', 'volumes').some(isClaim);
}

function isClaim(volume: unknown): boolean {
  return field(volume, 'persistentVolumeClaim') !== undefined;
}

function isSingle(manifest: Manifest): boolean {
  return field(manifest, 'spec', 'replicas') === 1 && textAt(manifest, 'spec', 'strategy', 'type') === 'Recreate';
}

/** Two pods on one volume destroy its data. */
function writerLosses(declared: Manifest, changed: Manifest): Loss[] {
  if (!isSingle(declared) || isSingle(changed)) return [];
  const replicas = field(changed, 'spec', 'replicas');
  const count = typeof replicas === 'number' || replicas === undefined ? (replicas ?? 'missing') : formatType(replicas);
  const strategy = textAt(changed, 'spec', 'strategy', 'type') ?? 'missing';
  const text =
    `spec.replicas is ${count} and spec.strategy.type is ${strategy}; allowed: 1 and Recreate (two pods on one ` +
    'volume can destroy its data). Remove the patch.';
  return [{ rule: 'single-writer', isError: true, message: text }];
}

/** Volumes that live as long as one pod, in place of a claim. */
function claimLosses(declared: Manifest, changed: Manifest): Loss[] {
  const claims = new Set(listAt(podOf(declared), 'spec', 'volumes').filter(isClaim).map(nameOfVolume));
  return listAt(podOf(changed), 'spec', 'volumes')
    .filter((volume) => claims.has(nameOfVolume(volume)) && (field(volume, 'emptyDir') ?? field(volume, 'ephemeral')))
    .map((volume) => ({
      rule: 'claim',
      isError: true,
      message:
        `the volume ${nameOfVolume(volume)} is no longer a PersistentVolumeClaim: its data is lost with each pod. ` +
        'Remove the patch.',
    }));
}

function nameOfVolume(volume: unknown): string {
  return textAt(volume, 'name') ?? '';
}
