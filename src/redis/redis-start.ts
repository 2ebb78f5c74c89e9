// How Redis starts: its settings, and what the container does before.
import { SizeRoundingBehavior, type Size } from 'cdk8s';
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

/** With an append-only file Redis does not read a snapshot: it would start empty beside one. */
export const CHECK_SNAPSHOT = [
  'if [ -e /data/dump.rdb ] && [ ! -e /data/appendonlydir ] && [ ! -e /data/appendonly.aof ]; then',
  '  echo "/data has a snapshot (dump.rdb) and no append-only file, which is what is read here: not starting." >&2',
  '  echo "Make one of the other, with CONFIG SET appendonly yes in the Redis that wrote it." >&2',
  '  exit 1',
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
