import { objectNameMistake } from '../checks/names';
import { required, text } from '../checks/check';

const NAME = required(text, 'name the Secret, or use Tls.controllerCertificate()');

/** Where requests are decrypted, and by which certificate. */
export class Tls {
  /**
   * At the controller, by a certificate in a Secret of type `kubernetes.io/tls`: made by hand, or by cert-manager.
   * @param secretName the Secret's name
   */
  public static secret(secretName: string): Tls {
    return new Tls(true, secretName, NAME(secretName, 'the name of Tls.secret'));
  }

  /**
   * At the controller, by the certificate that it has for all hosts.
   * @see https://kubernetes.github.io/ingress-nginx/user-guide/tls/#default-ssl-certificate
   */
  public static controllerCertificate(): Tls {
    return new Tls(true);
  }

  /** Not at the controller: in front of it, at a load balancer, or nowhere. */
  public static none(): Tls {
    return new Tls(false);
  }

  private constructor(
    /** Whether the controller decrypts. Requests over HTTP are then sent on to HTTPS. */
    public readonly isAtController: boolean,
    /** The Secret that holds the certificate; undefined for the controller's own. */
    public readonly secretName?: string,
    private readonly mistakes: string[] = [],
  ) {}

  /**
   * What is wrong with it, for hosts, on a platform.
   * @internal
   */
  public _tlsMistakes(hosts?: string[]): (string | undefined)[] {
    if (!this.isAtController) return [];
    return [
      hosts ? undefined : 'tls encrypts for no host; name them in hosts',
      ...this.mistakes,
      typeof this.secretName === 'string' ? objectNameMistake('Secret', this.secretName) : undefined,
    ];
  }
}
