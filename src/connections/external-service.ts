import { Construct } from 'constructs';
import { cidrs, host as hostCheck } from '../checks/addresses';
import { required } from '../checks/check';
import type { Checks } from '../checks/declaration';
import { formatValue } from '../checks/messages';
import { isVariableName, variableName } from '../checks/names';
import { port as portCheck } from '../checks/numbers';
import { STAND_IN } from '../checks/parameter';
import { checkedId } from '../checks/placement';
import { reportErrors } from '../checks/report';
import { validateProps } from '../checks/validate-props';
import { componentName } from '../identity/identity';
import { Connection, type IProvider } from './connection';
import { VARIABLE_CHECKS, type VariableOptions } from './connection-options';
import { variablePrefix } from './variable';

/** A service that already exists outside the cluster, and the variables that consumers know it by. */
export interface ExternalServiceProps extends VariableOptions {
  /** The host name or address. */
  readonly host: string;
  /** The port. */
  readonly port: number;
  /**
   * The variable of the host name.
   * @default - after the id: `mail` gives MAIL_HOST
   */
  readonly hostVariable?: string;
  /**
   * The variable of the port.
   * @default - after the id: `mail` gives MAIL_PORT
   */
  readonly portVariable?: string;
  /**
   * The address ranges of the host, in CIDR notation.
   * @default - unknown: consumers may connect to any address on its port
   */
  readonly cidrs?: string[];
}

const EXTERNAL_SERVICE_CHECKS: Checks<ExternalServiceProps> = {
  ...VARIABLE_CHECKS,
  host: required(hostCheck, 'Set the host name or address'),
  port: required(portCheck(), 'Set the port'),
  hostVariable: variableName,
  portVariable: variableName,
  cidrs,
};

/**
 * A provider that already exists outside the cluster: no object is created for it.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/external-services.md
 */
export class ExternalService extends Construct implements IProvider {
  /** The host and port, and additional variables. */
  public readonly connection: Connection;

  constructor(scope: Construct, id: string, props: ExternalServiceProps) {
    super(scope, checkedId(scope, id, new.target.name));
    const valid = validateProps(this, props, EXTERNAL_SERVICE_CHECKS);
    const { host = STAND_IN.host, port = STAND_IN.port, ...options } = valid;
    const prefix = prefixOf(this, options);
    const { hostVariable = `${prefix}_HOST`, portVariable = `${prefix}_PORT` } = options;
    this.connection = Connection.toAddress(host, port, { ...options, hostVariable, portVariable })._reportedBy(this);
  }
}

/** Returns the prefix of the variables that have no name, and reports an id that cannot be one. */
function prefixOf(service: ExternalService, { hostVariable, portVariable }: Partial<ExternalServiceProps>): string {
  const prefix = variablePrefix(componentName(service));
  if ((hostVariable !== undefined && portVariable !== undefined) || isVariableName(prefix)) return prefix;
  const id = `the id ${formatValue(service.node.id)}`;
  reportErrors(service, `${id} cannot begin the name of a variable. Set hostVariable and portVariable, or another id.`);
  return 'UNKNOWN';
}
