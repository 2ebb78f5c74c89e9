import { required } from '../checks/check';
import { objectKey, SecretKey, type IObjectKey } from '../configuration/object-key';
import { validateParameter } from '../checks/parameter';

const CA = required(objectKey, "Pass the key of the CA, such as SecretKey.of('orders-ca', 'ca.crt')");

/**
 * The encryption of connections to a database, and how its consumers verify its certificate.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/external-services.md
 */
export class DatabaseTls {
  /**
   * Verifies the certificate and its host name by a CA of your own or of a cloud. Each consumer has the CA as a file.
   * @param ca the key of a Secret or ConfigMap that contains the CA's certificates in PEM format
   */
  public static verified(ca: IObjectKey): DatabaseTls {
    const { value, errors } = validateParameter(ca, 'the ca of DatabaseTls.verified', CA, STAND_IN_CA);
    return new DatabaseTls(true, value, errors);
  }

  /** Verifies the certificate and its host name by the public authorities that the program trusts. */
  public static publicCa(): DatabaseTls {
    return new DatabaseTls(true);
  }

  /** Requires no encryption: passwords and data can be read on the way. Clients may still choose it. */
  public static none(): DatabaseTls {
    return new DatabaseTls(false);
  }

  private constructor(
    /** Whether connections are encrypted, and certificates verified. */
    public readonly isVerified: boolean,
    private readonly ca?: IObjectKey,
    private readonly errors: string[] = [],
  ) {}

  /**
   * The errors of the parameters.
   * @internal
   */
  public get _errors(): string[] {
    return this.errors;
  }

  /**
   * The file of the CA in consumers, and its key; undefined for public authorities.
   * @internal
   */
  public get _caFile(): CaFile | undefined {
    return this.ca && { path: `${CA_FOLDER}/${this.ca.objectName}/${this.ca.key}`, key: this.ca };
  }
}

/** The certificates of a CA, and the path of their file in each consumer. */
export interface CaFile {
  readonly path: string;
  readonly key: IObjectKey;
}

const CA_FOLDER = '/etc/database-ca';
const STAND_IN_CA = SecretKey.of('unknown', 'ca.crt');
