// A database that already exists outside the stack: no object is created for it.
import type { Construct } from 'constructs';
import { validate, type Checks } from '../checks/declaration';
import { cidrs, host } from '../checks/addresses';
import { required } from '../checks/check';
import { port } from '../checks/numbers';
import { reportErrors } from '../checks/report';
import type { SecretKey } from '../configuration/object-key';
import type { Password } from '../configuration/password';
import type { ConnectionOptions } from '../connections/connection-options';
import { ExternalService, UNKNOWN_HOST } from '../connections/external-service';

/** The properties that every external database has, with documentation and defaults of its own. */
interface ExternalProps {
  readonly host: string;
  readonly port?: number;
  readonly cidrs?: string[];
  readonly password?: Password;
}

/** Checks of the address of an external database. */
export const EXTERNAL_DATABASE_CHECKS = {
  host: required(host, 'Set the host name or address'),
  port: port(),
  cidrs,
};

/** The differences between one kind of external database and another. */
export interface ExternalEngine<Props extends ExternalProps> {
  readonly port: number;
  readonly checks: Checks<Props>;
  /** Returns the variables of consumers. */
  readonly connection: (props: Props, password?: SecretKey) => ConnectionOptions;
}

export function createExternalDatabase<Props extends ExternalProps>(
  scope: Construct,
  id: string,
  declaration: Props,
  engine: ExternalEngine<Props>,
): ExternalService {
  const { props, errors } = validate(declaration, engine.checks);
  const { host: address = UNKNOWN_HOST, port: number = engine.port, cidrs: ranges, password } = props;
  const options = engine.connection(props, password?._reference());
  const service = new ExternalService(scope, id, { host: address, port: number, cidrs: ranges, ...options });
  reportErrors(service, ...errors, ...(password?._externalErrors ?? []));
  return service;
}
