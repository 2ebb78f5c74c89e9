import { Size } from 'cdk8s';
import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { required, text } from '../checks/check';
import { validate } from '../checks/declaration';
import { isDnsLabel } from '../checks/names';
import { STAND_IN, validateParameter } from '../checks/parameter';
import { size } from '../checks/sizes';
import { componentName, type Identity } from '../identity/identity';
import { formatQuantity } from '../kubernetes/quantity';
import { Platform } from '../platform/platform';
import { ClaimOwners, sharedClaimError, type ClaimOwner } from './claim-users';
import { CLAIM_VOLUME, type ClaimVolumeOptions } from './claim-volume-options';
import { CLAIM_NAME, Storage } from './storage';
import type { StorageOptions } from './storage-options';
import { accessModeOf, claimNameOf, type Source, type VolumeSource } from './volume-source';

const SIZE = required(size(), 'Pass a Size, such as Size.mebibytes(64)');
const ROLE = required(text, "Name the data in the volume, such as 'uploads'");

/**
 * A volume of a workload.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/storage.md
 */
export class Volume {
  /**
   * An empty folder for each pod, deleted with the pod.
   * @param sizeLimit the size limit; a pod that exceeds it is evicted
   */
  public static emptyDir(sizeLimit: Size): Volume {
    const { value, errors } = validateParameter(sizeLimit, 'the sizeLimit of Volume.emptyDir', SIZE, Size.mebibytes(1));
    return new Volume({ emptyDir: value }, errors);
  }

  /**
   * A PersistentVolumeClaim that already exists or is created elsewhere.
   * @param name the name of the claim
   */
  public static claim(name: string, options: ClaimVolumeOptions = {}): Volume {
    const claim = validateParameter(name, 'the name of Volume.claim', CLAIM_NAME, STAND_IN.name);
    const { props, errors } = validate(options, CLAIM_VOLUME, { of: 'Volume.claim' });
    const { accessMode = 'ReadWriteOnce' as PersistentVolumeAccessMode, readOnly } = props;
    return new Volume({ claim: claim.value, accessMode }, [...claim.errors, ...errors], readOnly);
  }

  /**
   * A new PersistentVolumeClaim: its data survives the pod. Only one pod at a time can mount it, unless you set an
   * access mode for several pods that the storage class supports. Components that mount the same Volume share the claim of
   * the first one. With `ReadWriteOnce`, a deleted pod may still
   * terminate while its successor starts on the same node; if the program cannot share the data, it needs its own lock.
   * @param name the name of the data; `uploads` of a component `server` creates the claim `server-uploads`
   * @param size the size of the claim
   */
  public static persistent(name: string, size: Size, options: StorageOptions = {}): Volume {
    const { value, errors } = validateParameter(name, 'the name of Volume.persistent', ROLE, STAND_IN.name);
    return new Volume({ role: value, storage: Storage._ofSize('Volume.persistent', size, options) }, errors);
  }

  /** The component that creates the claim, in each namespace: others mount the same one. */
  private readonly owners = new ClaimOwners();

  private constructor(
    private readonly source: Source,
    private readonly errors: string[],
    /** Whether the volume is mounted read-only. */
    public readonly readOnly = false,
  ) {}

  /**
   * The size limit of an empty folder.
   * @internal
   */
  public get _emptyDir(): Size | undefined {
    return 'emptyDir' in this.source ? this.source.emptyDir : undefined;
  }

  /**
   * The part of a new claim's name that distinguishes the claims of a component.
   * @internal
   */
  public get _role(): string | undefined {
    return 'role' in this.source ? this.source.role : undefined;
  }

  /**
   * Returns the volume of a component's pods. Creates its claim, if it is a new one.
   * @internal
   */
  public _bind(component: Construct, identity: Identity): VolumeSource {
    const { source } = this;
    if ('emptyDir' in source) return { emptyDir: { sizeLimit: formatQuantity(source.emptyDir) } };
    const owner = this.ownerOf(component, claimNameOf(source, identity.name));
    if ('role' in source && owner.component === component)
      source.storage._bind(component, { ...identity, name: owner.claimName }, source.role);
    return { persistentVolumeClaim: { claimName: owner.claimName } };
  }

  private ownerOf(component: Construct, claimName: string): ClaimOwner {
    return 'role' in this.source ? this.owners.find(component, claimName) : { component, claimName };
  }

  /**
   * Whether only one pod at a time can mount it.
   * @internal
   */
  public _isExclusive(component: Construct): boolean {
    if ('emptyDir' in this.source) return false;
    return (accessModeOf(this.source) ?? Platform.of(component).accessMode).startsWith('ReadWriteOnce');
  }

  /**
   * Returns errors of its parameters and of its use by a component.
   * @internal
   */
  public _errors(component: Construct): (string | undefined)[] {
    const { source, errors } = this;
    if ('emptyDir' in source) return errors;
    const name = claimNameOf(source, componentName(component));
    const nameErrors = 'claim' in source || isDnsLabel(source.role) ? [] : CLAIM_NAME(name, 'the name of the claim');
    if (errors.length + nameErrors.length > 0) return [...errors, ...nameErrors];
    const { claimName } = this.ownerOf(component, name);
    const mode = accessModeOf(source) ?? Platform.of(component).accessMode;
    return [sharedClaimError(component, claimName, this._isExclusive(component), mode)];
  }
}
