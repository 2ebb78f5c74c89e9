// Commands that run before Postgres starts, after its volume is locked.
import { END_ON_SIGNAL } from '../storage/lock';
import { stopOnData } from '../storage/search';
import { createRoles, type OwnedDatabase } from './postgres-roles';
import { RESTRICT_TO_SOCKET } from './postgres-rules';
import { PRESENT_CERTIFICATE } from './postgres-tls';

/**
 * The mount path of the volume, as the image of version 18 requires. The data folder below it has the same name for all
 * major versions, and no image declares a volume of its own there. On the data of another major version Postgres therefore
 * fails loudly; with a folder for each version it would start empty.
 */
export const MOUNT_PATH = '/var/lib/postgresql';
export const DATA_FOLDER = `${MOUNT_PATH}/pgdata`;

/** A second mount of the volume: images up to 17 hide a folder `data` below the first one behind a volume of their own. */
export const INSPECTION_PATH = '/mnt/volume';

/** The image requires a password of the superuser. Nobody knows it, and nobody can connect with it. */
const INITIAL_PASSWORD = 'POSTGRES_PASSWORD=`head -c 24 /dev/urandom | base64`';

const MARKER = `${MOUNT_PATH}/.first-start`;

/**
 * Creates the database of a new volume before the server starts, with the image's own entry point: `postgres -C` creates
 * it, prints one setting and exits. A marker file exists while the database is created: an interrupted first start leaves
 * a database that looks complete and is not, so a signal takes effect after it. If the volume has data elsewhere, as other
 * manifests and image 18 lay it out, no database is created: the data would seem lost.
 */
const INITIALIZE_DATABASE = [
  `if [ -e ${MARKER} ]; then`,
  '  echo "not starting: the first start was cut short, before the database was whole." >&2',
  `  echo "Nothing was kept in it. Delete ${DATA_FOLDER} and ${MARKER}, or the claim." >&2`,
  '  exit 1',
  'fi',
  `if [ ! -s ${DATA_FOLDER}/PG_VERSION ]; then`,
  ...stopOnData(
    INSPECTION_PATH,
    '-name PG_VERSION',
    'What is read is pgdata: move the data there, and give it to this user, or use another claim.',
  ).map((line) => `  ${line}`),
  "  trap 'ending=yes' TERM INT",
  `  : >${MARKER} || exit 1`,
  `  ${INITIAL_PASSWORD} docker-entrypoint.sh "$@" -C data_directory && rm ${MARKER} || exit 1`,
  `  ${END_ON_SIGNAL}`,
  '  [ -z "$ending" ] || exit 143',
  'fi',
];

/** Returns the commands between the lock and the server. */
export function prepareServer(databases: OwnedDatabase[], isEncrypted: boolean): string[] {
  const checks = databases.map(
    ({ passwordVariable, user }) =>
      `if [ -z "$${passwordVariable}" ]; then echo "not starting: the password of ${user} is empty" >&2; exit 1; fi`,
  );
  const certificate = isEncrypted ? PRESENT_CERTIFICATE : [];
  const roles = createRoles(databases, isEncrypted);
  return [...checks, ...RESTRICT_TO_SOCKET, ...INITIALIZE_DATABASE, ...certificate, ...roles];
}
