// Roles, databases and extensions, which the container creates before its server accepts connections.
import { END_ON_SIGNAL } from '../storage/lock';
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

/** Options of the session: no statement with a password is logged, and no object of a role hides one of Postgres'. */
const OPTIONS = [
  'log_statement=none',
  'log_min_duration_statement=-1',
  'log_min_error_statement=panic',
  'password_encryption=scram-sha-256',
  'search_path=pg_catalog',
  'default_transaction_read_only=off',
];

/**
 * Creates what is missing, and sets the password. Values are variables of psql, never part of a statement's text. A
 * database of the superuser is handed to its role, and closed to others: by default every role may connect. On data of an
 * earlier version the role is the superuser, and nothing changes but its password.
 */
const SQL = `
\\set ON_ERROR_STOP on
\\set password \`printf '%s\\n' "$ROLE_PASSWORD"\`
SELECT format('CREATE ROLE %I', :'user') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'user') \\gexec
ALTER ROLE :"user" LOGIN PASSWORD :'password';
\\unset password
SELECT format('CREATE DATABASE %I', :'database') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \\gexec
SELECT pg_get_userbyid(datdba) <> :'user' AS is_foreign FROM pg_database WHERE datname = :'database' \\gset
\\if :is_foreign
ALTER DATABASE :"database" OWNER TO :"user";
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
\\endif
\\if :earlier
\\else
SELECT format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', datname) FROM pg_database
WHERE datname IN ('postgres', 'template1') \\gexec
\\endif
\\connect :database
SELECT format('ALTER SCHEMA public OWNER TO %I', :'user') FROM pg_namespace WHERE nspname = 'public' AND nspowner = 10 \\gexec
SELECT format('SET search_path = public; CREATE EXTENSION IF NOT EXISTS %I CASCADE; SET search_path = pg_catalog', name)
FROM unnest(string_to_array(:'extensions', ',')) AS name WHERE name NOT IN (SELECT extname FROM pg_extension) \\gexec
`;

/** The image requires a password of the superuser. Nobody knows it, and nobody can connect with it. */
const INITIAL_PASSWORD = 'POSTGRES_PASSWORD=`head -c 24 /dev/urandom | base64`';

/**
 * Returns shell commands that run the server on its socket only, create what is declared, and stop it. `$creator` is a
 * program that first creates a database, or empty. A signal ends the commands once the database is whole, after the
 * statement that runs; each statement can be repeated by the next start.
 * @param databases the databases; their names consist of characters that mean nothing to a shell
 * @param marker the file that exists while a database is created
 */
export function createRoles(databases: OwnedDatabase[], marker: string): string[] {
  const users = databases.map(({ user }) => `'${user}'`);
  return [
    "trap 'ending=yes' TERM INT",
    ...IS_READY,
    `${INITIAL_PASSWORD} $creator "$@" -c listen_addresses= &`,
    'server=$!',
    'until is_ready; do',
    `  if [ -n "$ending" ] && [ ! -e ${marker} ]; then break; fi`,
    '  kill -0 $server 2>/dev/null || exit 1',
    '  sleep 0.05',
    'done',
    `rm -f ${marker}`,
    ...defineFunctions(databases, users),
    '[ -n "$ending" ] || prepare || failed=yes',
    'kill -TERM $server; kill -INT $server', // the second is faster, but a program in the background may ignore it at first
    'while kill -0 $server 2>/dev/null; do wait $server; done',
    END_ON_SIGNAL,
    '[ -z "$ending" ] || exit 143',
    'if [ -n "$failed" ]; then echo "not starting: a role, database or extension cannot be created, see above" >&2; exit 1; fi',
  ];
}

/**
 * The file of the server's process names that of the image's temporary server until the database is whole. It is asked
 * first: the server logs each question while it recovers, and a killed one leaves the file behind.
 */
const IS_READY = [
  'is_ready() {',
  '  [ "`head -n 1 "$PGDATA/postmaster.pid" 2>/dev/null`" = $server ] && grep -q "^ready" "$PGDATA/postmaster.pid" && \\',
  `    pg_isready --quiet --host ${SOCKETS} --username ${SUPERUSER} --dbname template1`,
  '}',
];

function defineFunctions(databases: OwnedDatabase[], users: string[]): string[] {
  const candidates = [...new Set([`'${SUPERUSER}'`, ...users, "'postgres'"])];
  const isSuperuser = "'SELECT rolsuper FROM pg_roles WHERE rolname = current_user'";
  return [
    'as_superuser() {',
    `  PGOPTIONS='${OPTIONS.map((option) => `-c ${option}`).join(' ')}' psql --host ${SOCKETS} --username "$superuser" \\`,
    '    --dbname template1 --no-psqlrc --quiet --tuples-only --no-align "$@"',
    '}',
    'own() {',
    '  ROLE_PASSWORD=$3 as_superuser --set database="$1" --set user="$2" --set extensions="$4" --set earlier=$earlier <<"SQL"',
    ...SQL.trim().split('\n'),
    'SQL',
    '}',
    'prepare() {',
    `  for superuser in ${candidates.join(' ')}; do`,
    `    if [ "\`as_superuser --command ${isSuperuser} 2>/dev/null\`" != t ]; then continue; fi`,
    `    case "$superuser" in ${users.join('|')}) earlier=true ;; *) earlier=false ;; esac`,
    `    ${databases.map(own).join(' && ')}`,
    '    return',
    '  done',
    '  echo "The superuser of this data is not known. Set user to its name." >&2',
    '  return 1',
    '}',
  ];
}

function own({ database, user, passwordVariable, extensions }: OwnedDatabase): string {
  return `own '${database}' '${user}' "$${passwordVariable}" '${extensions.join(',')}'`;
}
