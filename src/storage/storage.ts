import type { ApiObject, Size } from 'cdk8s';
import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { claimId, persistentVolumeClaim } from '../kubernetes/persistent-volume-claim';
import { sizeMistake } from '../kubernetes/quantity';
import { Platform } from '../platform/platform';
import type { Identity } from '../identity/identity';
import { isLabel, objectNameMistake } from '../checks/names';
import { ACCESS_MODE } from '../platform/platform-checks';
import { text } from '../checks/check';
import { report } from '../checks/messages';
import { shaped, type Shape } from '../checks/declaration';
import { claimSpec, forMany, optionsMistakes } from './claim-spec';
import { claimMistake } from './claim-users';

/** How a claim is made, where it is to be other than the platform says. */
export interface StorageOptions {
  /**
   * The storage class.
   * @default - the platform's
   */
  readonly storageClass?: string;
  /**
   * The access mode. What has one writer takes `ReadWriteOnce` or `ReadWriteOncePod`.
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

const STORAGE: Shape<StorageOptions> = { storageClass: text, accessMode: ACCESS_MODE, volumeName: text };

/** Where a database keeps its data. */
export class Storage {
  /**
   * A new claim, named as its component.
   * @param size how much it can hold
   */
  public static ofSize(size: Size, options: StorageOptions = {}): Storage {
    const { props, mistakes } = shaped(options, STORAGE, { of: 'storage' });
    return new Storage({ size, options: props }, mistakes);
  }

  /**
   * A claim that is already there, or is made elsewhere: empty, or with data that the same construct has written.
   * Nothing else may mount it.
   * @param name the claim's name
   */
  public static claim(name: string): Storage {
    return new Storage({ claim: name });
  }

  private constructor(
    private readonly source: { size: Size; options: StorageOptions } | { claim: string },
    private readonly mistakes: string[] = [],
  ) {}

  /**
   * How its claim is mounted, where that is said.
   * @internal
   */
  public get _accessMode(): PersistentVolumeAccessMode | undefined {
    return 'claim' in this.source ? undefined : this.source.options.accessMode;
  }

  /**
   * Makes the claim of a component, if one is to be made.
   * @param role what tells it from other claims of the component, where it can have several
   * @internal
   */
  public _bind(component: Construct, { name, labels }: Identity, role?: string): BoundStorage {
    const { source } = this;
    if ('claim' in source) {
      report(component, objectNameMistake('claim', source.claim));
      return { claimName: source.claim };
    }
    const { size, options } = source;
    const named = role === undefined || isLabel(role) ? undefined : objectNameMistake('claim', name);
    const found = [sizeMistake('storage', size), named, ...optionsMistakes(options)];
    report(component, ...this.mistakes, ...found);
    const made = component.node.tryFindChild(claimId(role)) as ApiObject | undefined;
    const spec = claimSpec(size, options, Platform.of(component));
    const claim = made ?? persistentVolumeClaim(component, claimId(role), { name, labels }, spec);
    return { claimName: name, claim };
  }

  /**
   * The same, for what has one writer.
   * @internal
   */
  public _bindOneWriter(component: Construct, identity: Identity): BoundStorage {
    const bound = this._bind(component, identity);
    const { accessMode } = Platform.of(component);
    const mode = 'claim' in this.source ? undefined : (this.source.options.accessMode ?? accessMode);
    const many = mode === undefined || mode.startsWith('ReadWriteOnce') ? undefined : forMany(mode);
    report(component, many, claimMistake(component, bound.claimName, true));
    return bound;
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
