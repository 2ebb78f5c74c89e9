import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { boolean } from '../checks/check';
import type { Checks } from '../checks/declaration';
import { accessMode } from '../platform/platform-checks';

/** Options of a volume from an existing claim. */
export interface ClaimVolumeOptions {
  /**
   * The access mode of the claim. If only one pod at a time can mount it, the workload has one replica, which
   * terminates before its successor starts.
   * @default ReadWriteOnce
   */
  readonly accessMode?: PersistentVolumeAccessMode;
  /**
   * Whether the volume is mounted read-only.
   * @default false
   */
  readonly readOnly?: boolean;
}

export const CLAIM_VOLUME: Checks<ClaimVolumeOptions> = { accessMode, readOnly: boolean };
