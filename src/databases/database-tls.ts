import { required } from '../checks/check';
import { objectName } from '../checks/names';
import { objectKey, SecretKey, type IObjectKey } from '../configuration/object-key';
import { STAND_IN, validateParameter } from '../checks/parameter';

const SECRET = required(objectName('Secret'), "Pass the Secret's name: DatabaseTls.fromSecret('postgres-tls')");
const CA = required(objectKey, "Pass the key of the CA, such as SecretKey.of('orders-ca', 'ca.crt')");

/**
 * The encryption of connections to a database, and how its consumers verify its certificate.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/databases.md
 */
export class DatabaseTls {
  /**
   * Encrypts connections to a database of the stack, which refuses any other. Its Secret has the keys `tls.crt`, `tls.key`
   * and `ca.crt`, as cert-manager writes them. Consumers verify the certificate and its host name by `ca.crt`, which each
   * has as a file; they read it from a Secret of this name in their own namespace.
   * @param name the Secret's name
   */
  public static fromSecret(name: string): DatabaseTls {
    const { value, errors } = validateParameter(name, 'the name of DatabaseTls.fromSecret', SECRET, STAND_IN.name);
    return new DatabaseTls('fromSecret(name)', SecretKey.of(value, CA_KEY), errors);
  }

  /**
   * Verifies the certificate and its host name by a CA of your own or of a cloud. Each consumer has the CA as a file. For
   * a database outside the stack.
   * @param ca the key of a Secret or ConfigMap that contains the CA's certificates in PEM format
   */
  public static verified(ca: IObjectKey): DatabaseTls {
    const { value, errors } = validateParameter(ca, 'the ca of DatabaseTls.verified', CA, STAND_IN_CA);
    return new DatabaseTls('verified(ca)', value, errors);
  }

  /**
   * Verifies the certificate and its host name by the public authorities that the program trusts. For a database outside
   * the stack.
   */
  public static publicCa(): DatabaseTls {
    return new DatabaseTls('publicCa()');
  }

  /** Requires no encryption: passwords and data can be read on the way. Clients may still choose it. */
  public static none(): DatabaseTls {
    return new DatabaseTls('none()');
  }

  /** Whether connections are encrypted, and certificates verified. */
  public readonly isVerified: boolean;

  private constructor(
    private readonly factory: TlsFactory,
    private readonly ca?: IObjectKey,
    private readonly errors: string[] = [],
  ) {
    this.isVerified = factory !== 'none()';
  }

  /**
   * The method that created it.
   * @internal
   */
  public get _factory(): TlsFactory {
    return this.factory;
  }

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

/** The methods that create a DatabaseTls, as messages name them. */
export type TlsFactory = 'fromSecret(name)' | 'verified(ca)' | 'publicCa()' | 'none()';

/** The certificates of a CA, and the path of their file in each consumer. */
export interface CaFile {
  readonly path: string;
  readonly key: IObjectKey;
}

const CA_FOLDER = '/etc/database-ca';
const CA_KEY = 'ca.crt';
const STAND_IN_CA = SecretKey.of(STAND_IN.name, CA_KEY);
