// Where Postgres listens, and the rules of who may connect, which the container writes each time it starts.
import { POSTGRES_PORT } from './postgres-access';

/** The socket's folder also has the rules: it is writable, and deleted with the pod. */
export const SOCKETS = '/var/run/postgresql';
const RULES = `${SOCKETS}/pg_hba.conf`;

/** Settings that do not depend on the configuration of the data: data that was moved here may have another one. */
export const LISTEN = [
  ...['-c', 'listen_addresses=*', '-c', `port=${POSTGRES_PORT}`],
  ...['-c', `unix_socket_directories=${SOCKETS}`],
];

/** The rules while only the pod may connect. The arguments of the server name the file. */
export const RESTRICT_TO_SOCKET = [
  `printf 'local all all trust\\nlocal replication all trust\\n' >${RULES}`,
  `set -- "$@" -c hba_file=${RULES}`,
];

/**
 * Returns shell commands that accept clients. The superuser is refused, unless a declared role is the superuser. Before
 * version 14 roles may have MD5 digests.
 * @param isEncrypted whether clients have to encrypt their connections
 */
export function acceptClients(isEncrypted: boolean): string[] {
  return [
    'method=scram-sha-256; [ `cat "$PGDATA/PG_VERSION"` -ge 14 ] || method=md5',
    ...(isEncrypted ? [`echo "hostnossl all all all reject" >>${RULES}`] : []),
    'if [ $earlier = true ]; then',
    '  echo "$superuser is the superuser of this data, and clients connect as it: see docs/databases.md" >&2',
    'else',
    `  echo "host all \\"$superuser\\" all reject" >>${RULES}`,
    'fi',
    'for database in $closed; do',
    '  echo "clients cannot connect to the database $database, which could not be prepared: see above" >&2',
    `  echo "host \\"$database\\" all all reject" >>${RULES}`,
    'done',
    `echo "${isEncrypted ? 'hostssl' : 'host'} all all all $method" >>${RULES}`,
  ];
}
