import type { Construct } from 'constructs';
import { SecretKey } from '../configuration/object-key';
import { checked, listOf, text } from '../checks/check';
import { report } from '../checks/messages';
import { shaped, type Shape } from '../checks/declaration';
import { ExternalService } from '../connections/external-service';
import {
  ACCESS,
  accessMistakes,
  accessOf,
  PASSWORD_KEY,
  PASSWORD_SECRET,
  POSTGRES_PORT,
  postgresVariables,
} from './postgres-access';
import type { PostgresAccessProps } from './postgres-access';

/** A Postgres that is already there. */
export interface PostgresExternalProps extends PostgresAccessProps {
  /** The host name or address. */
  readonly host: string;
  /**
   * The port.
   * @default 5432
   */
  readonly port?: number;
  /**
   * The address ranges that the host lives in, in CIDR notation.
   * @default - not known: its users may connect to any address, on its port
   */
  readonly cidrs?: string[];
}

const POSTGRES_EXTERNAL: Shape<PostgresExternalProps> = {
  ...ACCESS,
  host: checked,
  port: checked,
  cidrs: listOf(text, 'texts'),
};

export function externalPostgres(scope: Construct, id: string, given: PostgresExternalProps): ExternalService {
  const { props, mistakes } = shaped(given, POSTGRES_EXTERNAL);
  const { host, port = POSTGRES_PORT, cidrs } = props;
  const reference = SecretKey.of(PASSWORD_SECRET, PASSWORD_KEY);
  const access = accessOf(props, props.password?._reference() ?? reference);
  const service = new ExternalService(scope, id, { host, port, cidrs, ...postgresVariables(access) });
  report(service, ...mistakes, ...accessMistakes(access), ...(props.password?._outsideMistakes ?? []));
  return service;
}
