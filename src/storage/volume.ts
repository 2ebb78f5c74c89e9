import type { Size } from 'cdk8s';
import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { quantity, sizeMistake } from '../kubernetes/quantity';
import { Platform } from '../platform/platform';
import { objectName, type Identity } from '../identity/identity';
import { objectNameMistake } from '../checks/names';
import { flag, required, text } from '../checks/check';
import { shaped, type Shape } from '../checks/declaration';
import { claimMistake } from './claim-users';
import { ACCESS_MODE } from '../platform/platform-checks';
import { claimNameOf, type Source, type VolumeSource } from './volume-source';
import { Storage, type StorageOptions } from './storage';

/** How a claim is mounted. */
export interface ClaimVolumeOptions {
  /**
   * The claim's access mode. What is mounted by one pod at a time allows one replica, which is replaced by ending it
   * before its successor starts.
   * @default ReadWriteOnce
   */
  readonly accessMode?: PersistentVolumeAccessMode;
  /**
   * Whether the program may only read.
   * @default false
   */
  readonly readOnly?: boolean;
}

const NAME = required(text, 'say what is kept there');
const CLAIM_VOLUME: Shape<ClaimVolumeOptions> = { accessMode: ACCESS_MODE, readOnly: flag };

/** A folder of a workload that is not its image's. */
export class Volume {
  /**
   * An empty folder, of each pod for itself, which goes with the pod.
   * @param sizeLimit how much it holds; a pod that writes more is evicted
   */
  public static emptyDir(sizeLimit: Size): Volume {
    return new Volume({ emptyDir: sizeLimit });
  }

  /**
   * A PersistentVolumeClaim that is already there, or is made elsewhere.
   * @param name the claim's name
   */
  public static claim(name: string, options: ClaimVolumeOptions = {}): Volume {
    const { props, mistakes } = shaped(options, CLAIM_VOLUME, { of: 'Volume.claim' });
    const { accessMode = 'ReadWriteOnce' as PersistentVolumeAccessMode, readOnly } = props;
    return new Volume({ claim: name, accessMode, mistakes }, readOnly);
  }

  /**
   * A new PersistentVolumeClaim: what is written there outlives the pod. It is one pod's at a time, unless an access
   * mode for many is given that the storage class has. With `ReadWriteOnce`, a pod that is deleted may still be ending
   * when its successor starts on the same node: a program that cannot bear it takes a lock of its own.
   * @param name what is kept there; on a component `server`, `uploads` makes the claim `server-uploads`
   * @param size how much it can hold
   */
  public static persistent(name: string, size: Size, options: StorageOptions = {}): Volume {
    const mistakes = NAME(name, 'the name of Volume.persistent');
    const storage = Storage.ofSize(size, options);
    return new Volume({
      role: mistakes.length > 0 ? 'volume' : name,
      storage,
      accessMode: storage._accessMode,
      mistakes,
    });
  }

  private constructor(
    private readonly source: Source,
    /** Whether the program may only read. */
    public readonly readOnly = false,
  ) {}

  /**
   * How much an empty folder holds.
   * @internal
   */
  public get _emptyDir(): Size | undefined {
    return 'emptyDir' in this.source ? this.source.emptyDir : undefined;
  }

  /**
   * What tells its claim from others of the component, where one is made.
   * @internal
   */
  public get _role(): string | undefined {
    return 'emptyDir' in this.source ? undefined : this.source.role;
  }

  /**
   * What a pod of the component mounts; makes the claim, if one is to be made.
   * @internal
   */
  public _bind(component: Construct, identity: Identity): VolumeSource {
    const { source } = this;
    if ('emptyDir' in source) return { emptyDir: { sizeLimit: quantity(source.emptyDir) } };
    const claimName = claimNameOf(source, identity.name);
    source.storage?._bind(component, { ...identity, name: claimName }, source.role);
    return { persistentVolumeClaim: { claimName } };
  }

  /**
   * Whether only one pod at a time can have it.
   * @internal
   */
  public _isExclusive(component: Construct): boolean {
    if ('emptyDir' in this.source) return false;
    const { accessMode = Platform.of(component).accessMode } = this.source;
    return accessMode.startsWith('ReadWriteOnce');
  }

  /**
   * What is wrong with its use by a component.
   * @internal
   */
  public _mistakes(component: Construct): (string | undefined)[] {
    const { source } = this;
    if ('emptyDir' in source) return [sizeMistake('the size of Volume.emptyDir', source.emptyDir)];
    const refused = source.storage ? undefined : objectNameMistake('claim', claimNameOf(source, ''));
    const name = claimNameOf(source, objectName(component));
    return [...source.mistakes, refused, claimMistake(component, name, this._isExclusive(component))];
  }
}
