import type { Size } from 'cdk8s';
import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { k8s, Plain } from '../../imports/k8s';
import type { Storage } from './storage';

/** The name of the claim, on a component. */
export function claimNameOf({ claim, role, storage }: Claim, component: string): string {
  return storage ? `${component}-${role}` : claim!;
}

/** What a volume is. */
export type Source = EmptyDir | Claim;

export interface EmptyDir {
  readonly emptyDir: Size;
}

export interface Claim {
  /** The name of a claim that is there. */
  readonly claim?: string;
  /** What tells a claim that is made from others of the component. */
  readonly role?: string;
  readonly storage?: Storage;
  /** @default - the platform's */
  readonly accessMode?: PersistentVolumeAccessMode;
  readonly mistakes: string[];
}

/** A volume of a pod, less its name. */
export type VolumeSource = Omit<Plain<k8s.Volume>, 'name'>;
