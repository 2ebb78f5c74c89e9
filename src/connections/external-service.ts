import { Construct } from 'constructs';
import { SECRET_KEY, type SecretKey } from '../configuration/object-key';
import { Connection, type IProvider } from './connection';
import { objectName } from '../identity/identity';
import { checked, listOf, recordOf, text } from '../checks/check';
import { declared, type Shape } from '../checks/declaration';
import { variablePrefix } from './variable';

/** A service that is already there, and under which names the application wants to know it. */
export interface ExternalServiceProps {
  /** The host name or address. */
  readonly host: string;
  /** The port. */
  readonly port: number;
  /**
   * The variable that holds the host name.
   * @default - after the id: `mail` gives MAIL_HOST
   */
  readonly hostVariable?: string;
  /**
   * The variable that holds the port.
   * @default - after the id: `mail` gives MAIL_PORT
   */
  readonly portVariable?: string;
  /**
   * More variables, with their values.
   * @default - none
   */
  readonly variables?: Record<string, string>;
  /**
   * More variables, each from a key of a Secret.
   * @default - none
   */
  readonly secrets?: Record<string, SecretKey>;
  /**
   * How all of it reads as one URL, in terms of the variables: `smtp://$(MAIL_HOST):$(MAIL_PORT)`.
   * @default - no URL
   */
  readonly url?: string;
  /**
   * The address ranges that the host lives in, in CIDR notation.
   * @default - not known: its users may connect to any address, on its port
   */
  readonly cidrs?: string[];
}

const EXTERNAL_SERVICE: Shape<ExternalServiceProps> = {
  host: checked,
  port: checked,
  hostVariable: text,
  portVariable: text,
  variables: recordOf(checked, 'texts'),
  secrets: recordOf(SECRET_KEY, 'keys of Secrets'),
  url: text,
  cidrs: listOf(text, 'texts'),
};

/** A provider that is already there, outside the stack: no object is made for it. */
export class ExternalService extends Construct implements IProvider {
  /** The variables that say where it is. */
  public readonly connection: Connection;

  constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    super(scope, id);
    const prefix = variablePrefix(objectName(this));
    const declaration = declared(this, props, EXTERNAL_SERVICE);
    const { host, port, hostVariable = `${prefix}_HOST`, portVariable = `${prefix}_PORT`, ...more } = declaration;

    this.connection = Connection.toAddress(host, port, { ...more, hostVariable, portVariable })._reportedBy(this);
  }
}
