import { Size, type ApiObject } from 'cdk8s';
import type { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { required } from '../checks/check';
import { validate } from '../checks/declaration';
import { notAllowed } from '../checks/messages';
import { objectName } from '../checks/names';
import { STAND_IN, validateParameter } from '../checks/parameter';
import { reportErrors } from '../checks/report';
import { size as validSize } from '../checks/sizes';
import type { Identity } from '../identity/identity';
import { claimId, createPersistentVolumeClaim } from '../kubernetes/persistent-volume-claim';
import { Platform } from '../platform/platform';
import { renderClaimSpec } from './claim-spec';
import { sharedClaimError } from './claim-users';
import { STORAGE_CHECKS, type StorageOptions } from './storage-options';

const SIZE = required(validSize(), 'Pass a Size, such as Size.gibibytes(2)');
export const CLAIM_NAME = required(objectName('PersistentVolumeClaim'), 'Pass the name of the claim');

/**
 * The storage of a database.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/storage.md
 */
export class Storage {
  /**
   * A new claim with the name of its component.
   * @param size the size of the claim
   */
  public static ofSize(size: Size, options: StorageOptions = {}): Storage {
    return Storage._ofSize('Storage.ofSize', size, options);
  }

  /**
   * A claim that already exists or is created elsewhere. It is empty, or holds data that the same construct has
   * written. No other pod may mount it.
   * @param name the name of the claim
   */
  public static claim(name: string): Storage {
    const { value: claim, errors } = validateParameter(name, 'the name of Storage.claim', CLAIM_NAME, STAND_IN.name);
    return new Storage({ claim }, errors);
  }

  /**
   * A new claim, declared by a method that messages name.
   * @internal
   */
  public static _ofSize(method: string, size: Size, options: StorageOptions): Storage {
    const claimSize = validateParameter(size, `the size of ${method}`, SIZE, Size.gibibytes(1));
    const { props, errors } = validate(options, STORAGE_CHECKS, { of: method });
    return new Storage({ size: claimSize.value, options: props }, [...claimSize.errors, ...errors]);
  }

  private constructor(
    private readonly source: { size: Size; options: StorageOptions } | { claim: string },
    private readonly errors: string[],
  ) {}

  /**
   * The access mode of its claim, if it is set.
   * @internal
   */
  public get _accessMode(): PersistentVolumeAccessMode | undefined {
    return 'claim' in this.source ? undefined : this.source.options.accessMode;
  }

  /**
   * Creates the claim of a component, unless it exists, and reports errors.
   * @param role the part of the id that distinguishes the claims of a component with several
   * @internal
   */
  public _bind(component: Construct, { name, labels }: Identity, role?: string): BoundStorage {
    const { source } = this;
    reportErrors(component, ...this.errors);
    if ('claim' in source) return { claimName: source.claim };
    const id = claimId(role);
    const existing = component.node.tryFindChild(id) as ApiObject | undefined;
    const spec = renderClaimSpec(source.size, source.options, Platform.of(component));
    return { claimName: name, claim: existing ?? createPersistentVolumeClaim(component, id, { name, labels }, spec) };
  }

  /**
   * Creates the claim of a component that is the only writer of its data, and reports errors.
   * @internal
   */
  public _bindOneWriter(component: Construct, identity: Identity): BoundStorage {
    const bound = this._bind(component, identity);
    const modeError = 'claim' in this.source ? undefined : accessModeError(this._accessMode, Platform.of(component));
    reportErrors(
      component,
      modeError,
      this.errors.length > 0 ? undefined : sharedClaimError(component, bound.claimName, true),
    );
    return bound;
  }
}

/**
 * The claim that a component mounts.
 * @internal
 */
export interface BoundStorage {
  readonly claimName: string;
  /** The claim, if the component creates it. */
  readonly claim?: ApiObject;
}

function accessModeError(own: PersistentVolumeAccessMode | undefined, platform: Platform): string | undefined {
  const accessMode = own ?? platform.accessMode;
  if (accessMode.startsWith('ReadWriteOnce')) return undefined;
  const property = own === undefined ? 'platform.accessMode' : 'Storage.ofSize.accessMode';
  const allowed = 'ReadWriteOnce, ReadWriteOncePod (a database is the only writer of its data)';
  return notAllowed(property, accessMode, allowed);
}
