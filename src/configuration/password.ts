import { Chart, type ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { secret } from '../kubernetes/secret';
import { Platform } from '../platform/platform';
import type { Identity } from '../identity/identity';
import { made } from '../checks/check';
import { report } from '../checks/messages';
import { SecretKey } from './object-key';

/** Where a component has its password from. */
export class Password {
  /**
   * A key of a Secret that is already there: made by hand, by CI, or by an operator.
   * @param name the Secret's name
   * @param key the key in the Secret
   */
  public static fromSecret(name: string, key: string): Password {
    const missing = Object.entries({ name, key }).filter(([, value]) => typeof value !== 'string');
    const mistakes = missing.map(([part]) => `Password.fromSecret has no ${part}; ${BOTH}`);
    return new Password(SecretKey.of(name ?? 'missing', key ?? 'missing'), mistakes);
  }

  /**
   * The password itself, written into a Secret in the manifest: for clusters that are thrown away. Refused where the
   * platform is none of those.
   * @param value the password
   */
  public static inline(value: string): Password {
    const password = new Password();
    values.set(password, value);
    return password;
  }

  private constructor(
    private readonly source?: SecretKey,
    private readonly mistakes: string[] = [],
  ) {}

  /**
   * What is wrong with it for a database outside the stack.
   * @internal
   */
  public get _outsideMistakes(): string[] {
    return this.source ? this.mistakes : [NOT_INLINE];
  }

  /**
   * Makes the Secret of a component, if one is to be made.
   * @internal
   */
  public _bind(component: Construct, { name, labels }: Identity, key: string): BoundPassword {
    report(component, ...this.mistakes);
    if (this.source) return { key: this.source };
    const value: unknown = values.get(this);
    const isTaken = typeof value === 'string' && /^[A-Za-z0-9._~-]{1,256}$/.test(value);
    report(component, Platform.of(component).throwAway ? undefined : REFUSED, isTaken ? undefined : NOT_TAKEN);
    const written = secret(component, { name, labels }, { [key]: isTaken ? value : '' });
    return { key: SecretKey.of(name, key, Chart.of(component).namespace), secret: written };
  }

  /**
   * The Secret's key, where it is a reference.
   * @internal
   */
  public _reference(): SecretKey | undefined {
    return this.source;
  }
}

/**
 * Where a password is, and the Secret that was made for it.
 * @internal
 */
export interface BoundPassword {
  readonly key: SecretKey;
  readonly secret?: ApiObject;
}

/** The passwords that are written inline: kept apart, so that no message and no object shows one by mistake. */
const values = new WeakMap<Password, string>();

const BOTH = "name the Secret and the key in it: Password.fromSecret('pgpassword', 'PGPASSWORD')";
const NOT_TAKEN =
  'the password in Password.inline is empty, or has characters that a URL does not take; allowed are 1 to 256 of A-Z a-z 0-9 . _ ~ -, as `openssl rand -hex 24` makes them';
const REFUSED =
  'the password is written into the manifest (Password.inline), which only platforms that are thrown away allow ' +
  '(Platform.minikube(), Platform.kind()); keep it in a Secret and use Password.fromSecret(name, key)';

const NOT_INLINE =
  'the password of a database outside the stack cannot be written inline; ' +
  'keep it in a Secret and use Password.fromSecret(name, key)';

export const PASSWORD = made('_reference', "a Password, such as Password.fromSecret('pgpassword', 'PGPASSWORD')");
