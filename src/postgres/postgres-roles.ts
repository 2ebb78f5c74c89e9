// Roles, databases and extensions, which the container creates before its server accepts connections.
import { END_ON_SIGNAL } from '../storage/lock';
import { callOwn, defineOwn, SUPERUSER, type OwnedDatabase } from './owned-database';
import { SOCKETS } from './postgres-rules';

/** The image requires a password of the superuser. Nobody knows it, and nobody can connect with it. */
const INITIAL_PASSWORD = 'POSTGRES_PASSWORD=`head -c 24 /dev/urandom | base64`';

/**
 * Returns shell commands that run the server on its socket only, create what is declared, and stop it. `$creator` is a
 * program that first creates a database, or empty. A signal ends the commands once the database is whole, after the
 * statement that runs; each statement can be repeated by the next start.
 * @param databases the databases, at least one; their names consist of characters that mean nothing to a shell
 * @param marker the file that exists while a database is created
 */
export function createRoles(databases: OwnedDatabase[], marker: string): string[] {
  const users = databases.map(({ user }) => user);
  return [
    "trap 'ending=yes' TERM INT",
    ...isReady(databases[0]),
    `${INITIAL_PASSWORD} $creator "$@" -c listen_addresses= &`,
    'server=$!',
    'until is_ready; do',
    `  if [ -n "$ending" ] && [ ! -e ${marker} ]; then break; fi`,
    '  kill -0 $server 2>/dev/null || exit 1',
    '  sleep 0.05',
    'done',
    `rm -f ${marker}`,
    ...defineOwn(users),
    ...findSuperuser(databases),
    ...prepare(databases, users),
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
function isReady({ user, database }: OwnedDatabase): string[] {
  return [
    `if [ -n "$creator" ]; then asking='--username ${SUPERUSER} --dbname template1'; else asking='--username ${user} --dbname ${database}'; fi`,
    'is_ready() {',
    '  [ "`head -n 1 "$PGDATA/postmaster.pid" 2>/dev/null`" = $server ] && grep -q "^ready" "$PGDATA/postmaster.pid" && \\',
    `    pg_isready --quiet --host ${SOCKETS} $asking`,
    '}',
  ];
}

/**
 * Returns the shell function that finds `$superuser`. On data of an earlier version it is the first user. A role that does
 * not exist, or may not connect, would leave an error in the log of each start.
 */
function findSuperuser([first, ...others]: OwnedDatabase[]): string[] {
  const candidates = [...new Set([SUPERUSER, ...others.map(({ user }) => user), 'postgres'])];
  return [
    'try() {',
    '  superuser=$1',
    '  [ "`as_superuser "$2" --command "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"`" = t ]',
    '}',
    'find_superuser() {',
    `  if [ -z "$creator" ] && try '${first.user}' '${first.database}'; then return; fi`,
    `  for name in ${candidates.join(' ')}; do if try $name template1; then return; fi; done`,
    '  echo "The superuser of this data is not known. Set user to its name." >&2',
    '  return 1',
    '}',
  ];
}

/** Without the first database nothing starts. Another one that fails is closed: its users must not stop the others. */
function prepare([first, ...others]: OwnedDatabase[], users: string[]): string[] {
  return [
    'prepare() {',
    '  find_superuser || return 1',
    `  case "$superuser" in ${users.join('|')}) earlier=true ;; *) earlier=false ;; esac`,
    `  ${callOwn(first)} || return 1`,
    ...others.map((each) => `  ${callOwn(each)} || closed="$closed ${each.database}"`),
    '}',
  ];
}
