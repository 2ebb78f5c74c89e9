import { required } from '../checks/check';
import { objectName } from '../checks/names';
import { STAND_IN, validateParameter } from '../checks/parameter';

const secretNameCheck = required(objectName('Secret'), 'Name the Secret, or use Tls.controllerCertificate()');

/**
 * The place where HTTPS requests are decrypted, and the certificate.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/routing.md
 */
export class Tls {
  /**
   * Decrypts at the controller, with the certificate in a Secret of type `kubernetes.io/tls`, which cert-manager or you
   * create.
   * @param secretName the name of the Secret
   */
  public static secret(secretName: string): Tls {
    const property = 'the secretName of Tls.secret';
    const { value, errors } = validateParameter(secretName, property, secretNameCheck, STAND_IN.name);
    return new Tls(true, value, errors);
  }

  /**
   * Decrypts at the controller, with its default certificate.
   * @see https://kubernetes.github.io/ingress-nginx/user-guide/tls/#default-ssl-certificate
   */
  public static controllerCertificate(): Tls {
    return new Tls(true);
  }

  /** Does not decrypt at the controller: a load balancer in front of it does, or requests are plain HTTP. */
  public static none(): Tls {
    return new Tls(false);
  }

  private constructor(
    /** Whether the controller decrypts. It then redirects HTTP requests to HTTPS. */
    public readonly isAtController: boolean,
    /** The Secret that holds the certificate; undefined for the controller's default certificate. */
    public readonly secretName?: string,
    private readonly errors: string[] = [],
  ) {}

  /**
   * The errors of the parameters.
   * @internal
   */
  public get _errors(): string[] {
    return this.errors;
  }
}
