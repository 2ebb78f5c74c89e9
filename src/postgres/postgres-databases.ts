// The databases of a Postgres in the stack, each with the role that owns it.
import { inOrder, listOf, mapOf, required, satisfying, text, type Check } from '../checks/check';
import { group, type Checks, type Rule } from '../checks/declaration';
import { distinct, findDuplicates } from '../checks/duplicates';
import { formatWord } from '../checks/format-words';
import { formatValue } from '../checks/messages';
import { isObject, readMember } from '../checks/objects';
import { mapLike, objectLike } from '../checks/shapes';
import type { SecretKey } from '../configuration/object-key';
import type { Password } from '../configuration/password';
import { REQUIRED_PASSWORD_CHECK } from '../configuration/password-checks';
import type { DatabaseTls } from '../databases/database-tls';
import type { Account } from '../databases/engine';
import { accessOf, databaseName, postgresVariables, type PostgresAccessProps } from './postgres-access';
import { SUPERUSER } from './owned-database';
import { withPostgresTls } from './postgres-tls';

/** A further database of a Postgres. */
export interface PostgresDatabaseProps {
  /**
   * The user, who owns this database and can use no other one.
   * @default - the name of the database
   */
  readonly user?: string;
  /** The user's password, which Postgres reads when it starts. It has no default: each user has a Secret of its own. */
  readonly password: Password;
  /**
   * Extensions that the superuser creates, such as `vector`. The image must contain them.
   * @default - none
   */
  readonly extensions?: string[];
}

/** The databases of a Postgres in the stack. */
export interface PostgresDatabases extends PostgresAccessProps {
  readonly extensions?: string[];
  readonly databases?: Record<string, PostgresDatabaseProps>;
  readonly tls?: DatabaseTls;
}

const notSuperuser: Check = (value, property) =>
  value === SUPERUSER ? [`${property} is ${formatValue(value)}, which is the superuser. Choose another name.`] : [];

/** Accepts names of users. */
export const userName = inOrder(databaseName, notSuperuser);

/** Accepts lists of extensions. */
export const extensions = inOrder(
  listOf(
    inOrder(
      text,
      satisfying(
        (name: string) => /^[a-z0-9_][a-z0-9_-]{0,62}$/.test(name),
        "1 to 63 lower-case letters, digits, '_' and '-', not starting with '-'",
        { format: formatWord },
      ),
    ),
    'extensions',
  ),
  distinct,
);

const DATABASE_PROPS_CHECKS: Checks<PostgresDatabaseProps> = {
  user: userName,
  password: required(REQUIRED_PASSWORD_CHECK, "Set it, such as Password.fromSecret('reports', 'PGPASSWORD')"),
  extensions,
};

const PASSWORD_EXAMPLE = "{ password: Password.fromSecret('reports', 'PGPASSWORD') }";

/** Accepts further databases by their names. */
export const databases = inOrder(
  mapLike('databases', `{ reports: ${PASSWORD_EXAMPLE} }`),
  mapOf(inOrder(objectLike(PASSWORD_EXAMPLE), group(DATABASE_PROPS_CHECKS)), 'databases', databaseName),
);

/** Rejects databases, and users, that are declared twice. */
export const distinctDatabases: Rule<PostgresDatabases> = (props) => {
  const all = listDatabases(props);
  const repeated = (names: string[], kind: string) =>
    findDuplicates(names).map((name) => `databases has the ${kind} ${formatValue(name)} twice. Rename one of them.`);
  return [
    ...repeated(
      all.map(({ database }) => database),
      'database',
    ),
    ...repeated(
      all.map(({ user }) => user),
      'user',
    ),
  ];
};

/** Returns all databases and users, with their defaults: the component's own first. */
export function listDatabases({ extensions: own = [], databases: further = {}, ...access }: PostgresDatabases) {
  const others = Object.entries(further).map(([database, { user = database, extensions: list = [] }]) => {
    return { database, user, extensions: list };
  });
  return [{ ...accessOf(access), extensions: own }, ...others];
}

/** Returns the names of databases in a declaration, also of those with errors; undefined if their types are wrong. */
export function declaredNames(declaration: unknown): string[] | undefined {
  const [database, further = {}] = ['database', 'databases'].map((property) => readMember(declaration, property));
  if ((database !== undefined && typeof database !== 'string') || !isObject(further)) return undefined;
  return [...(database === undefined ? [] : [database]), ...Object.keys(further)];
}

/** Returns the passwords of further databases, and the connections of their consumers. */
export function listAccounts({ databases: further = {}, tls }: PostgresDatabases): Account[] {
  return Object.entries(further).map(([database, { user = database, password }]) => ({
    name: database,
    password,
    connection: (key?: SecretKey) => withPostgresTls(postgresVariables({ database, user }, key), tls),
  }));
}
