import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { secret } from '../kubernetes/secret';
import { Platform } from '../platform';
import type { Identity } from '../wiring/identity';
import { report } from '../wiring/mistake';
import { SecretKey } from './object-key';

/** Where a component has its password from. */
export class Password {
  /**
   * A key of a Secret that is already there: made by hand, by CI, or by an operator.
   * @param name the Secret's name
   * @param key the key in the Secret
   */
  public static fromSecret(name: string, key: string): Password {
    return new Password(SecretKey.of(name, key));
  }

  /**
   * The password itself, written into a Secret in the manifest: for clusters that are thrown away. Refused where the
   * platform is none of those.
   * @param value the password
   */
  public static inline(value: string): Password {
    return new Password(undefined, value);
  }

  private constructor(
    private readonly source: SecretKey | undefined,
    private readonly value = '',
  ) {}

  /**
   * Makes the Secret of a component, if one is to be made.
   * @internal
   */
  public _bind(component: Construct, { name, labels }: Identity, key: string): SecretKey {
    if (this.source) return this.source;
    if (!Platform.of(component).throwAway) report(component, REFUSED);
    secret(component, { name, labels }, { [key]: this.value });
    return SecretKey.of(name, key, Chart.of(component).namespace);
  }

  /**
   * The Secret's key, where it is a reference.
   * @internal
   */
  public _reference(): SecretKey | undefined {
    return this.source;
  }
}

const REFUSED =
  'the password is written into the manifest (Password.inline), which only platforms that are thrown away allow ' +
  '(Platform.minikube(), Platform.kind()); keep it in a Secret and use Password.fromSecret(name, key)';
