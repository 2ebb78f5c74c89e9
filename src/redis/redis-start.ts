// How Redis starts: its settings, and what the container does before.
import { SizeRoundingBehavior, type Size } from 'cdk8s';
import { stopOnData } from '../storage/search';
import { RedisEviction, type RedisProps } from './redis-props';

/**
 * Returns the settings. A Redis that cannot save rejects writes, so without a volume it does not try to save.
 * @see https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/
 */
export function renderSettings({ storage, eviction = RedisEviction.NO_EVICTION }: RedisProps, memory: Size): string[] {
  const share = storage ? 0.6 : 0.75;
  const megabytes = Math.floor(memory.toMebibytes({ rounding: SizeRoundingBehavior.NONE }) * share);
  return [
    ...['--dir', '/data', '--save', '', '--appendonly', storage ? 'yes' : 'no'],
    ...['--maxmemory', `${megabytes}mb`, '--maxmemory-policy', eviction],
    ...['--protected-mode', 'no'],
  ];
}

/** Snapshots and append-only files, of all versions; not the files that a rewrite leaves if it is interrupted. */
const DATA_FILES = "! -name 'temp-*' \\( -name '*.rdb' -o -size +0 \\( -name '*.aof' -o -name '*.aof.*' \\) \\)";

/**
 * With an append-only file Redis does not read a snapshot: it would start empty beside one, and beside data in another
 * folder.
 */
export const CHECK_DATA = [
  'if [ ! -s /data/appendonlydir/appendonly.aof.manifest ] && [ ! -s /data/appendonly.aof ]; then',
  ...stopOnData(
    '/data',
    DATA_FILES,
    'What is read is an append-only file in /data. Make one of a snapshot with CONFIG SET appendonly yes in the Redis that ' +
      'wrote it, or use another claim.',
  ).map((line) => `  ${line}`),
  'fi',
];

/** The variable that redis-cli reads the password from. The probes use it. */
export const PASSWORD_VARIABLE = 'REDISCLI_AUTH';

/**
 * Passes only the digest of the password to Redis: the list of processes may show it, and its characters have no
 * special meaning.
 * @see https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/
 */
export const REQUIRE_PASSWORD = [
  `if [ -z "$${PASSWORD_VARIABLE}" ]; then echo "not starting: the password is empty" >&2; exit 1; fi`,
  'if ! command -v sha256sum >/dev/null; then echo "not starting: the image has no sha256sum" >&2; exit 1; fi',
  `digest=\`printf %s "$${PASSWORD_VARIABLE}" | sha256sum\``,
  `set -- "$@" --user default on "#\${digest%% *}" '~*' '&*' '+@all'`,
];
