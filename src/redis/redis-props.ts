import type { Size } from 'cdk8s';
import { oneOf } from '../checks/check';
import type { Checks } from '../checks/declaration';
import { size } from '../checks/sizes';
import type { Password } from '../configuration/password';
import { PASSWORD_CHECK } from '../configuration/password-checks';
import { DATABASE_CHECKS, type DatabaseProps } from '../databases/database-props';
import type { DatabaseTls } from '../databases/database-tls';
import { SERVER_TLS_CHECK } from '../databases/database-tls-checks';
import type { Storage } from '../storage/storage';

/** The action of Redis when its memory is full. */
export enum RedisEviction {
  /** Rejects writes: for queues, which must not lose entries. */
  NO_EVICTION = 'noeviction',
  /** Evicts the keys that were not used for the longest time: for caches. */
  ALL_KEYS_LRU = 'allkeys-lru',
  /** Evicts the keys that were used least often: for caches. */
  ALL_KEYS_LFU = 'allkeys-lfu',
  /** Evicts the keys with an expiry that were not used for the longest time. */
  VOLATILE_LRU = 'volatile-lru',
  /** Evicts the keys that expire first. */
  VOLATILE_TTL = 'volatile-ttl',
}

/** Properties of a Redis that runs in the stack. */
export interface RedisProps extends DatabaseProps {
  /**
   * The image. It starts `redis-server` and includes `redis-cli`; with storage also `flock`, with a password also
   * `sha256sum`, and with a password or TLS Redis 6.2 or later.
   * @default redis:8
   */
  readonly image?: string;
  /**
   * The volume of the data, which is written to an append-only file.
   * @default - none: a replaced pod starts empty
   */
  readonly storage?: Storage;
  /**
   * Memory of the container, at least 16 MiB. Redis fills three quarters of it, or 60 % with storage: it forks to rewrite
   * the file.
   * @default - 256 MiB
   */
  readonly memory?: Size;
  /**
   * The action when the memory is full.
   * @default RedisEviction.NO_EVICTION
   * @see https://redis.io/docs/latest/develop/reference/eviction/
   */
  readonly eviction?: RedisEviction;
  /**
   * The password that Redis requires. Required unless the platform is disposable: the cluster may not enforce policies.
   * @default - on disposable platforms Password.none(): every pod that the policy allows may use it
   */
  readonly password?: Password;
  /**
   * The encryption of connections: `DatabaseTls.fromSecret(name)` or `DatabaseTls.none()`. Consumers get `REDIS_TLS` and
   * `REDIS_CA_FILE`, and a URL `rediss://…`.
   * @default - DatabaseTls.none()
   */
  readonly tls?: DatabaseTls;
}

export const REDIS_CHECKS: Checks<RedisProps> = {
  ...DATABASE_CHECKS,
  memory: size({ fromMebibytes: 16 }),
  eviction: oneOf(Object.values(RedisEviction)),
  password: PASSWORD_CHECK,
  tls: SERVER_TLS_CHECK,
};
