// A database that already exists outside the stack: no object is created for it.
import type { Construct } from 'constructs';
import { validate, type Checks } from '../checks/declaration';
import type { Check } from '../checks/check';
import { isObject } from '../checks/objects';
import { reportErrors } from '../checks/report';
import type { SecretKey } from '../configuration/object-key';
import type { Password } from '../configuration/password';
import type { ConnectionOptions } from '../connections/connection-options';
import { ExternalService } from '../connections/external-service';
import type { DatabaseTls } from './database-tls';
import { EXTERNAL_TLS_CHECK } from './database-tls-checks';

/** The properties that every external database has, with documentation and defaults of its own. */
interface ExternalProps {
  readonly host: string;
  readonly port?: number;
  readonly cidrs?: string[];
  readonly password?: Password;
  readonly tls: DatabaseTls;
}

const checkedByService: Check = () => [];

/** Checks of an external database. The ExternalService that it becomes checks its address. */
export const EXTERNAL_DATABASE_CHECKS = {
  ...{ host: checkedByService, port: checkedByService, cidrs: checkedByService },
  tls: EXTERNAL_TLS_CHECK,
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
  if (!isObject(declaration)) return new ExternalService(scope, id, declaration); // reports it
  const { props, errors } = validate(declaration, engine.checks);
  const { host, port = engine.port, cidrs, password } = props;
  const options = engine.connection(props, password?._reference());
  const service = new ExternalService(scope, id, { host, port, cidrs, ...options });
  reportErrors(service, ...errors, ...(password?._externalErrors ?? []), ...(props.tls?._errors ?? []));
  return service;
}
