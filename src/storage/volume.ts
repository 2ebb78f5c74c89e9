import type { Size } from 'cdk8s';
import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { k8s, Plain } from '../../imports/k8s';

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

/** A folder of a workload that is not its image's. */
export class Volume {
  /**
   * An empty folder, of each pod for itself, which goes with the pod.
   * @param sizeLimit how much it holds; a pod that writes more is evicted
   */
  public static emptyDir(sizeLimit: Size): Volume {
    return new Volume({ emptyDir: { sizeLimit: sizeLimit.asString() } });
  }

  /**
   * A PersistentVolumeClaim that is already there, or is made elsewhere.
   * @param name the claim's name
   */
  public static claim(name: string, options: ClaimVolumeOptions = {}): Volume {
    const { accessMode = 'ReadWriteOnce' as PersistentVolumeAccessMode, readOnly } = options;
    return new Volume({ persistentVolumeClaim: { claimName: name } }, readOnly, accessMode);
  }

  private constructor(
    private readonly source: Omit<Plain<k8s.Volume>, 'name'>,
    /** Whether the program may only read. */
    public readonly readOnly = false,
    private readonly accessMode?: PersistentVolumeAccessMode,
  ) {}

  /** @internal */
  public _source(): Omit<Plain<k8s.Volume>, 'name'> {
    return this.source;
  }

  /**
   * Whether only one pod at a time can have it.
   * @internal
   */
  public _isExclusive(): boolean {
    return this.accessMode !== undefined && this.accessMode.startsWith('ReadWriteOnce');
  }
}
