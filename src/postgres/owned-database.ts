// One database with its role and extensions: the SQL that creates them, and the shell functions that run it.
import { SOCKETS } from './postgres-rules';

/** The superuser of a new volume. Only the pod reaches it, through the socket. */
export const SUPERUSER = 'superuser';

/** A database with the role that owns it. */
export interface OwnedDatabase {
  readonly database: string;
  readonly user: string;
  /** The variable of the container with the role's password. */
  readonly passwordVariable: string;
  readonly extensions: string[];
}

/**
 * Options of the session: no statement with a password is logged, and nothing that a role sets for its database takes
 * effect.
 */
const OPTIONS = [
  'log_statement=none',
  'log_min_duration_statement=-1',
  'log_min_error_statement=panic',
  'password_encryption=scram-sha-256',
  'search_path=pg_catalog',
  'role=none',
  'default_tablespace=',
  'default_transaction_read_only=off',
  'statement_timeout=0',
  'lock_timeout=0',
  'idle_in_transaction_session_timeout=0',
];

/**
 * Creates what is missing, and sets the password. Values are variables of psql, never part of a statement's text. By
 * default every role may connect to every database: that ends before the database is handed to its role, so that a crash in
 * between leaves it closed. On data of an earlier version the role is the superuser, and other roles keep their access.
 * A new database is a copy of template0, which no role can change.
 */
const SQL = `
\\set ON_ERROR_STOP on
\\set password \`printf '%s\\n' "$ROLE_PASSWORD"\`
SELECT format('CREATE ROLE %I', :'user') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'user') \\gexec
ALTER ROLE :"user" LOGIN PASSWORD :'password';
\\unset password
SELECT format('CREATE DATABASE %I TEMPLATE template0', :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \\gexec
SELECT pg_get_userbyid(datdba) <> :'user' AS is_foreign FROM pg_database WHERE datname = :'database' \\gset
\\if :earlier
SELECT format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', datname, rolname) FROM pg_database, pg_roles
WHERE (datname = 'postgres' OR datname = :'database' AND NOT :'is_foreign') AND has_database_privilege('public', datname, 'CONNECT')
AND rolcanlogin AND NOT rolsuper AND rolname <> ALL (string_to_array(:'users', ',')) \\gexec
\\endif
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', datname) FROM pg_database
WHERE datname IN (:'database', 'postgres', 'template1') AND has_database_privilege('public', datname, 'CONNECT, TEMPORARY') \\gexec
\\if :is_foreign
ALTER DATABASE :"database" OWNER TO :"user";
\\endif
\\connect :database
SELECT format('CREATE SCHEMA public AUTHORIZATION %I', :'user')
WHERE :'extensions' <> '' AND NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'public') \\gexec
SELECT format('ALTER SCHEMA public OWNER TO %I', :'user') FROM pg_namespace WHERE nspname = 'public' AND nspowner = 10 \\gexec
SELECT format('SET search_path = public; CREATE EXTENSION IF NOT EXISTS %I CASCADE; SET search_path = pg_catalog', name)
FROM unnest(string_to_array(:'extensions', ',')) AS name WHERE name NOT IN (SELECT extname FROM pg_extension) \\gexec
`;

/**
 * Returns the shell function `as_superuser DATABASE ARGUMENTS...`, which runs psql as `$superuser`, and
 * `own DATABASE USER PASSWORD EXTENSIONS`, which creates what is missing of them.
 * @param users the users of all databases
 */
export function defineOwn(users: string[]): string[] {
  return [
    `options='${OPTIONS.map((option) => `-c ${option}`).join(' ')}'`,
    'if [ `cat "$PGDATA/PG_VERSION"` -ge 17 ]; then options="$options -c transaction_timeout=0"; fi',
    'as_superuser() {',
    `  PGOPTIONS=$options psql --host ${SOCKETS} --username "$superuser" --no-psqlrc --quiet --tuples-only --no-align --dbname "$@"`,
    '}',
    'own() {',
    '  ROLE_PASSWORD=$3 as_superuser template1 --set database="$1" --set user="$2" --set extensions="$4" \\',
    `    --set earlier=$earlier --set users='${users.join(',')}' <<"SQL"`,
    ...SQL.trim().split('\n'),
    'SQL',
    '}',
  ];
}

/** Returns the call of `own` for a database. */
export function callOwn({ database, user, passwordVariable, extensions }: OwnedDatabase): string {
  return `own '${database}' '${user}' "$${passwordVariable}" '${extensions.join(',')}'`;
}
