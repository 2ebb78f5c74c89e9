// What consumers of a Postgres are told, whoever runs it.
import { PASSWORD, type Password } from '../configuration/password';
import type { SecretKey } from '../configuration/object-key';
import type { ConnectionOptions } from '../connections/connection-options';
import { text } from '../checks/check';
import { shown } from '../checks/messages';
import type { Shape } from '../checks/declaration';

/** Which database, as whom. */
export interface PostgresAccessProps {
  /**
   * The database.
   * @default postgres
   */
  readonly database?: string;
  /**
   * The user.
   * @default postgres
   */
  readonly user?: string;
  /**
   * The user's password. Postgres takes it over when the database is first made: a later change of the Secret does not
   * reach it.
   * @default - Password.fromSecret('pgpassword', 'PGPASSWORD')
   */
  readonly password?: Password;
}

export const ACCESS: Shape<PostgresAccessProps> = {
  database: text,
  user: text,
  password: PASSWORD,
};

/** The port that Postgres listens on. */
export const POSTGRES_PORT = 5432;
/** The key of the password in a Secret. */
export const PASSWORD_KEY = 'PGPASSWORD';
/** The Secret that the password is read from where none is named. */
export const PASSWORD_SECRET = 'pgpassword';

export interface PostgresAccess {
  readonly database: string;
  readonly user: string;
  readonly password: SecretKey;
}

/** What was declared, with what is left out. */
export function accessOf(
  { database = 'postgres', user = 'postgres' }: PostgresAccessProps,
  password: SecretKey,
): PostgresAccess {
  return { database, user, password };
}

/**
 * The variables that Postgres' own clients read.
 * @see https://www.postgresql.org/docs/current/libpq-envars.html
 */
export function postgresVariables({ user, database, password }: PostgresAccess): ConnectionOptions {
  return {
    hostVariable: 'PGHOST',
    portVariable: 'PGPORT',
    variables: { PGUSER: user, PGDATABASE: database },
    secrets: { PGPASSWORD: password },
    url: 'postgres://$(PGUSER):$(PGPASSWORD)@$(PGHOST):$(PGPORT)/$(PGDATABASE)',
  };
}

/** @see https://www.postgresql.org/docs/current/sql-createrole.html */
const RESERVED = /^(pg_.*|none|public|template[01])$/;

/** A name reaches a connection string and a health command: what has a meaning there is none. */
export function accessMistakes({ database, user }: PostgresAccess): (string | undefined)[] {
  return Object.entries({ database, user }).map(([property, name]) => {
    if (RESERVED.test(name))
      return `${property} is ${shown(name)}, which Postgres keeps for itself; choose another one`;
    if (/^[A-Za-z0-9_][A-Za-z0-9_.@-]{0,62}$/.test(name)) return undefined;
    return `${property} is ${shown(name)}; allowed are 1 to 63 letters, digits, '_', '.', '@' and '-', not beginning with '.', '@' or '-'`;
  });
}
