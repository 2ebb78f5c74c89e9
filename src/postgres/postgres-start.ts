// What is done in the container before Postgres starts, once its volume is locked.

/**
 * The volume is mounted where the image of version 18 wants it; the data folder lies below it under a name that no
 * version's image covers with a volume of its own, and that is the same for all: on the data of another major version
 * Postgres says so and stops, where a folder for each version would come up empty.
 */
export const MOUNT = '/var/lib/postgresql';
export const DATA = `${MOUNT}/pgdata`;

/** The volume once more, to look at: images up to 17 cover a folder `data` below the other mount with one of their own. */
export const VIEW = '/mnt/volume';

const MARK = `${MOUNT}/.first-start`;

/**
 * Makes the database of a new volume before the server starts, by the image's own entry point: `postgres -C` has it made,
 * prints one setting, and ends. A mark stands while it is made: a first start that was cut short leaves a database that
 * looks whole and is not. On a volume that has data elsewhere, as other manifests and image 18 lay it out, or a folder
 * that cannot be entered, no database is made: the data would seem to be gone.
 */
export const FIRST_START = [
  `if [ -e ${MARK} ]; then`,
  '  echo "not starting: the first start was cut short, before the database was whole." >&2',
  `  echo "Nothing was kept in it. Delete ${DATA} and ${MARK}, or the claim." >&2`,
  '  exit 1',
  'fi',
  `if [ ! -s ${DATA}/PG_VERSION ]; then`,
  `  for folder in ${VIEW} ${VIEW}/* ${VIEW}/*/*; do`,
  '    if [ ! -d "$folder" ] || [ "${folder##*/}" = lost+found ]; then continue; fi',
  '    if [ -x "$folder" ] && [ ! -s "$folder/PG_VERSION" ]; then continue; fi',
  `    echo "not starting: the volume has data in \${folder#${VIEW}/}, or that folder is closed to user \`id -u\`." >&2`,
  `    echo "What is read is pgdata: move the data there, and give it to that user, or use another claim." >&2`,
  '    exit 1',
  '  done',
  "  trap 'ending=yes' TERM INT",
  `  : >${MARK} && docker-entrypoint.sh "$@" -C data_directory && rm ${MARK} || exit 1`,
  '  [ -z "$ending" ] || exit 143',
  '  trap - TERM INT',
  'fi',
];
