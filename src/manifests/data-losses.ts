// Changes that can destroy the data of a volume.
import { formatType } from '../checks/messages';
import type { Loss } from './loss';
import { field, kindOf, listAt, textAt, type Manifest } from './manifest';
import { podOf } from './pods';
import { volumeLosses } from './volume-losses';

/** Returns the errors of a change that lets two pods write to one volume, or that replaces a claim. */
export function dataLosses(declared: Manifest, changed: Manifest): Loss[] {
  if (!hasClaim(declared)) return [];
  const writers = [...kindLosses(declared, changed), ...writerLosses(declared, changed)];
  return writers.length > 0 ? writers.slice(0, 1) : volumeLosses(declared, changed);
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
  const replicas = field(manifest, 'spec', 'replicas');
  return (replicas === 1 || replicas === 0) && textAt(manifest, 'spec', 'strategy', 'type') === 'Recreate';
}

/** A Deployment that already runs would keep the volume, beside the pods of an object of another kind. */
function kindLosses(declared: Manifest, changed: Manifest): Loss[] {
  const [before, after] = [kindOf(declared), kindOf(changed)];
  if (before === after || !isSingle(declared)) return [];
  const text =
    `the kind is ${after}; allowed: ${before} (two pods on one volume can destroy its data: those of the ${before} that ` +
    'may already run, and those of the new object). Remove the patch.';
  return [{ rule: 'single-writer', isError: true, message: text }];
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
