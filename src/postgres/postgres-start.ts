// Commands that run before Postgres starts, after its volume is locked.
import { stopOnData } from '../storage/search';
import type { OwnedDatabase } from './owned-database';
import { createRoles } from './postgres-roles';
import { acceptClients, RESTRICT_TO_SOCKET } from './postgres-rules';
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

const MARKER = `${MOUNT_PATH}/.first-start`;

/**
 * Decides who creates the database of a new volume: the image's own entry point, before it runs the server. A marker file
 * exists until then: an interrupted first start leaves a database that looks complete and is not. If the volume has data
 * elsewhere, as other manifests and image 18 lay it out, no database is created: the data would seem lost.
 */
const FIND_DATABASE = [
  `if [ -e ${MARKER} ]; then`,
  '  echo "not starting: the first start was cut short, before the database was whole." >&2',
  `  echo "Nothing was kept in it. Delete ${DATA_FOLDER} and ${MARKER}, or the claim." >&2`,
  '  exit 1',
  'fi',
  'creator=',
  `if [ ! -s ${DATA_FOLDER}/PG_VERSION ]; then`,
  ...stopOnData(
    INSPECTION_PATH,
    '-name PG_VERSION',
    'What is read is pgdata: move the data there, and give it to this user, or use another claim.',
  ).map((line) => `  ${line}`),
  `  : >${MARKER} || exit 1`,
  '  creator=docker-entrypoint.sh',
  'fi',
];

/** Returns the commands between the lock and the server. */
export function prepareServer(databases: OwnedDatabase[], isEncrypted: boolean): string[] {
  const checks = databases.flatMap(checkPassword);
  const roles = createRoles(databases, MARKER);
  const certificate = isEncrypted ? PRESENT_CERTIFICATE : [];
  return [...checks, ...RESTRICT_TO_SOCKET, ...FIND_DATABASE, ...roles, ...acceptClients(isEncrypted), ...certificate];
}

/** A text in the form of a digest would be stored as one: no client could log in with it. */
const DIGEST = '^(md5[0-9a-f]{32}|SCRAM-SHA-256[$].*)$';

function checkPassword({ passwordVariable, user }: OwnedDatabase): string[] {
  const stopIf = (condition: string, error: string) =>
    `if ${condition}; then echo "not starting: the password of ${user} ${error}" >&2; exit 1; fi`;
  return [
    stopIf(`[ -z "$${passwordVariable}" ]`, 'is empty'),
    stopIf(
      `printf '%s\\n' "$${passwordVariable}" | grep -qxE '${DIGEST}'`,
      'has the form of a digest. Choose another one.',
    ),
  ];
}
