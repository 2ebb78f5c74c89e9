import type { ApiObject, Size } from 'cdk8s';
import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { persistentVolumeClaim } from '../kubernetes/persistent-volume-claim';
import { Platform } from '../platform';
import type { Identity } from '../wiring/identity';

/** How a claim is made, where it is to be other than the platform says. */
export interface StorageOptions {
  /**
   * The storage class.
   * @default - the platform's
   */
  readonly storageClass?: string;
  /**
   * The access mode.
   * @default - the platform's for a claim with one writer
   */
  readonly accessMode?: PersistentVolumeAccessMode;
  /**
   * The name of a PersistentVolume that is already there, to bind to. Binding by name goes without a storage class.
   * @default - a new volume is provisioned
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume
   */
  readonly volumeName?: string;
}

/** Where a database keeps its data. */
export class Storage {
  /**
   * A new claim, named as its component.
   * @param size how much it can hold
   */
  public static ofSize(size: Size, options: StorageOptions = {}): Storage {
    return new Storage(size, options);
  }

  /**
   * A claim that is already there, or is made elsewhere. Nothing else may mount it.
   * @param name the claim's name
   */
  public static fromClaim(name: string): Storage {
    return new Storage(undefined, {}, name);
  }

  private constructor(
    private readonly size: Size | undefined,
    private readonly options: StorageOptions,
    private readonly existing?: string,
  ) {}

  /**
   * Makes the claim of a component, if one is to be made.
   * @param role what tells it from other claims of the component, where it can have several
   * @internal
   */
  public _bind(component: Construct, { name, labels }: Identity, role?: string): BoundStorage {
    if (this.existing !== undefined || !this.size) return { claimName: this.existing ?? name };
    const platform = Platform.of(component);
    const { volumeName, storageClass, accessMode = platform.accessMode } = this.options;
    const spec: Plain<k8s.PersistentVolumeClaimSpec> = {
      accessModes: [accessMode],
      resources: { requests: { storage: this.size.asString() } },
      storageClassName: storageClass ?? (volumeName === undefined ? platform.storageClass : ''),
      volumeName,
    };
    return { claimName: name, claim: persistentVolumeClaim(component, role, { name, labels }, spec) };
  }
}

/**
 * What a component mounts.
 * @internal
 */
export interface BoundStorage {
  readonly claimName: string;
  readonly claim?: ApiObject;
}
