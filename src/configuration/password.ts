import { Chart, type ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { required, type Check } from '../checks/check';
import { notAllowed } from '../checks/messages';
import { objectName } from '../checks/names';
import { STAND_IN, validateParameter } from '../checks/parameter';
import { reportErrors } from '../checks/report';
import type { Identity } from '../identity/identity';
import { createSecret } from '../kubernetes/secret';
import { Platform } from '../platform/platform';
import { SecretKey, secretKeyName } from './object-key';

/**
 * The source of a component's password.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/secrets.md
 */
export class Password {
  /**
   * Reads the password from a Secret that already exists: created by hand, by CI, or by an operator.
   * @param name the Secret's name
   * @param key the key in the Secret
   */
  public static fromSecret(name: string, key: string): Password {
    const secret = validateParameter(name, 'the name of Password.fromSecret', secretName, STAND_IN.name);
    const keyInSecret = validateParameter(key, 'the key of Password.fromSecret', keyName, STAND_IN.name);
    return new Password(SecretKey.of(secret.value, keyInSecret.value), [...secret.errors, ...keyInSecret.errors]);
  }

  /**
   * Writes the password into a Secret in the manifest. Only disposable platforms allow it.
   * @param value the password: 1 to 256 letters, digits, `.`, `_`, `~` and `-`
   */
  public static inline(value: string): Password {
    const password = new Password();
    values.set(password, value);
    return password;
  }

  /** States that there is no password: everything that reaches the port may use the database. Only Redis accepts it. */
  public static none(): Password {
    const password = new Password();
    withoutPassword.add(password);
    return password;
  }

  private constructor(
    private readonly source?: SecretKey,
    private readonly errors: string[] = [],
  ) {}

  /**
   * The errors of a password of a database outside the stack.
   * @internal
   */
  public get _externalErrors(): string[] {
    return this.source || this._isNone ? this.errors : [NOT_EXTERNAL];
  }

  /**
   * Whether there is no password.
   * @internal
   */
  public get _isNone(): boolean {
    return withoutPassword.has(this);
  }

  /**
   * Returns the key of the password, and creates the Secret of an inline password. There is no key without a password.
   * @internal
   */
  public _bind(component: Construct, { name, labels }: Identity, key: string, id = 'Secret'): BoundPassword {
    reportErrors(component, ...this.errors);
    if (this._isNone) return {};
    if (this.source) return { key: this.source };
    const value = values.get(this);
    const errors = inlinePassword(value, 'the value of Password.inline');
    reportErrors(component, Platform.of(component).disposable ? undefined : NOT_DISPOSABLE, ...errors);
    const secret = createSecret(component, id, { name, labels }, { [key]: errors.length > 0 ? '' : value! });
    return { key: SecretKey.of(name, key, Chart.of(component).namespace), secret };
  }

  /**
   * The Secret's key, unless the password is inline.
   * @internal
   */
  public _reference(): SecretKey | undefined {
    return this.source;
  }
}

/**
 * The key of a password, and the Secret that was created for it.
 * @internal
 */
export interface BoundPassword {
  readonly key?: SecretKey;
  readonly secret?: ApiObject;
}

/** Inline passwords, kept apart from their objects so that no message and no dump of an object shows one. */
const values = new WeakMap<Password, string>();
const withoutPassword = new WeakSet<Password>();

const NAME_BOTH = "Name the Secret and its key: Password.fromSecret('pgpassword', 'PGPASSWORD')";
const secretName = required(objectName('Secret'), NAME_BOTH);
const keyName = required(secretKeyName, NAME_BOTH);

/** Accepts characters that need no escaping in a URL. */
const inlinePassword: Check = (value, property) => {
  if (typeof value === 'string' && /^[A-Za-z0-9._~-]{1,256}$/.test(value)) return [];
  const allowed = "1 to 256 letters, digits, '.', '_', '~' and '-' (it becomes part of URLs)";
  return [notAllowed(property, '(not shown)', allowed, 'Create one with `openssl rand -hex 24`')];
};

const USE_SECRET = 'Keep the password in a Secret, and use Password.fromSecret(name, key).';
const NOT_DISPOSABLE =
  'Password.inline writes the password into the manifest, which only disposable platforms allow ' +
  `(Platform.minikube(), Platform.kind()). ${USE_SECRET}`;
const NOT_EXTERNAL = `Password.inline is not available for a database outside the stack. ${USE_SECRET}`;
