import type { Size } from 'cdk8s';
import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { k8s, Plain } from '../../imports/k8s';
import type { Storage } from './storage';

/** The source of a volume's data. */
export type Source = EmptyDir | ExistingClaim | NewClaim;

export interface EmptyDir {
  readonly emptyDir: Size;
}

/** A claim that already exists or is created elsewhere. */
export interface ExistingClaim {
  readonly claim: string;
  readonly accessMode: PersistentVolumeAccessMode;
}

/** A claim that is created with its component. */
export interface NewClaim {
  /** The part of the claim's name that distinguishes the claims of a component. */
  readonly role: string;
  readonly storage: Storage;
}

/** A volume of a pod, without its name. */
export type VolumeSource = Omit<Plain<k8s.Volume>, 'name'>;

/** Returns the name of the claim of a component. */
export function claimNameOf(source: ExistingClaim | NewClaim, component: string): string {
  return 'claim' in source ? source.claim : `${component}-${source.role}`;
}

/** Returns the access mode of a claim, if it is set. */
export function accessModeOf(source: ExistingClaim | NewClaim): PersistentVolumeAccessMode | undefined {
  return 'claim' in source ? source.accessMode : source.storage._accessMode;
}
