// The connection to a Postgres, whether the stack runs it or not.
import { inOrder, satisfying, text, type Check } from '../checks/check';
import type { Checks } from '../checks/declaration';
import { formatIf, formatValue } from '../checks/messages';
import { SecretKey } from '../configuration/object-key';
import type { Password } from '../configuration/password';
import { REQUIRED_PASSWORD_CHECK } from '../configuration/password-checks';
import type { ConnectionOptions } from '../connections/connection-options';

/** The database, and the user who connects to it. */
export interface PostgresAccessProps {
  /**
   * The database, which the user owns.
   * @default postgres
   */
  readonly database?: string;
  /**
   * The user.
   * @default postgres
   */
  readonly user?: string;
  /**
   * The user's password. A Postgres of the stack reads it when it starts. Two in one namespace cannot both omit it.
   * @default - Password.fromSecret('pgpassword', 'PGPASSWORD')
   * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/secrets.md
   */
  readonly password?: Password;
}

/** @see https://www.postgresql.org/docs/current/sql-createrole.html */
const RESERVED = /^(pg_.*|none|public|template[01])$/;

const notReserved: Check = (value, property) =>
  typeof value === 'string' && RESERVED.test(value)
    ? [`${property} is ${formatValue(value)}, which Postgres reserves for itself. Choose another name.`]
    : [];

/** A name reaches connection strings and shell commands, so it has no characters with a meaning there. */
export const databaseName = inOrder(
  text,
  notReserved,
  satisfying(
    (name: string) => /^[A-Za-z0-9_][A-Za-z0-9_.@-]{0,62}$/.test(name),
    "1 to 63 letters, digits, '_', '.', '@' and '-', not starting with '.', '@' or '-'",
    { format: (name) => formatIf(/^[\w .-]*$/, name) },
  ),
);

export const POSTGRES_ACCESS_CHECKS: Checks<PostgresAccessProps> = {
  database: databaseName,
  user: databaseName,
  password: REQUIRED_PASSWORD_CHECK,
};

/** The port that Postgres listens on. */
export const POSTGRES_PORT = 5432;
/** The key of the password in a Secret. */
export const PASSWORD_KEY = 'PGPASSWORD';
/** The Secret of the password, unless a declaration names another. */
export const PASSWORD_SECRET = 'pgpassword';

const DEFAULT_NAME = 'postgres';

/** The database and the user, with their defaults. */
export function accessOf({ database = DEFAULT_NAME, user = DEFAULT_NAME }: PostgresAccessProps) {
  return { database, user };
}

/**
 * Returns the variables that Postgres' own clients read.
 * @see https://www.postgresql.org/docs/current/libpq-envars.html
 */
export function postgresVariables(
  props: PostgresAccessProps,
  password: SecretKey = SecretKey.of(PASSWORD_SECRET, PASSWORD_KEY),
): ConnectionOptions {
  const { database, user } = accessOf(props);
  return {
    hostVariable: 'PGHOST',
    portVariable: 'PGPORT',
    variables: { PGUSER: user, PGDATABASE: database },
    secrets: { PGPASSWORD: password },
    url: 'postgres://$(PGUSER):$(PGPASSWORD)@$(PGHOST):$(PGPORT)/$(PGDATABASE)',
  };
}
