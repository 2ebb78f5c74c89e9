import type { Checks } from '../checks/declaration';
import type { DatabaseTls } from '../databases/database-tls';
import { EXTERNAL_DATABASE_CHECKS, type ExternalEngine } from '../databases/external-database';
import { POSTGRES_ACCESS_CHECKS, POSTGRES_PORT, postgresVariables, type PostgresAccessProps } from './postgres-access';
import { withPostgresTls } from './postgres-tls';

/** A Postgres that already exists outside the stack. */
export interface PostgresExternalProps extends PostgresAccessProps {
  /** The host name or address. */
  readonly host: string;
  /**
   * The port.
   * @default 5432
   */
  readonly port?: number;
  /**
   * The address ranges of the host, in CIDR notation.
   * @default - unknown: consumers may connect to any address on its port
   */
  readonly cidrs?: string[];
  /**
   * The encryption of connections. It has to be stated.
   * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/external-services.md
   */
  readonly tls: DatabaseTls;
}

const POSTGRES_EXTERNAL_CHECKS: Checks<PostgresExternalProps> = {
  ...POSTGRES_ACCESS_CHECKS,
  ...EXTERNAL_DATABASE_CHECKS,
};

export const POSTGRES_EXTERNAL: ExternalEngine<PostgresExternalProps> = {
  port: POSTGRES_PORT,
  checks: POSTGRES_EXTERNAL_CHECKS,
  connection: (props, password) => withPostgresTls(postgresVariables(props, password), props.tls),
};
