import type { Size } from 'cdk8s';
import type { Password } from '../configuration/password';
import type { Storage } from '../storage/storage';
import type { DatabaseProps } from '../databases/database-props';

/** What Redis does when its memory is full. */
export enum RedisEviction {
  /** Refuses to write: for queues, where nothing may be lost. */
  NO_EVICTION = 'noeviction',
  /** Forgets what was not used for longest: for caches. */
  ALL_KEYS_LRU = 'allkeys-lru',
  /** Forgets what was used least often: for caches. */
  ALL_KEYS_LFU = 'allkeys-lfu',
  /** Forgets what was not used for longest among the keys that expire. */
  VOLATILE_LRU = 'volatile-lru',
  /** Forgets what expires first. */
  VOLATILE_TTL = 'volatile-ttl',
}

/** A Redis of the stack's own. */
export interface RedisProps extends DatabaseProps {
  /**
   * The image. One that starts `redis-server` and brings `redis-cli`; with storage `flock` as well, and with a password
   * `sha256sum`, of version 6.2 or later.
   * @default redis:8
   */
  readonly image?: string;
  /**
   * Where the data is kept; it is then written to an append-only file.
   * @default - nowhere: a pod that is replaced begins empty
   */
  readonly storage?: Storage;
  /**
   * The container's memory. Redis fills three quarters of it, with storage 60 %: writing the file takes a copy.
   * @default - 256 MiB
   */
  readonly memory?: Size;
  /**
   * What happens when the memory is full.
   * @default RedisEviction.NO_EVICTION
   * @see https://redis.io/docs/latest/develop/reference/eviction/
   */
  readonly eviction?: RedisEviction;
  /**
   * The password that Redis asks for.
   * @default - none: whoever is let to it by its policy may use it
   */
  readonly password?: Password;
}

/** A Redis that is already there. */
export interface RedisExternalProps {
  /** The host name or address. */
  readonly host: string;
  /**
   * The port.
   * @default 6379
   */
  readonly port?: number;
  /**
   * The address ranges that the host lives in, in CIDR notation.
   * @default - not known: its users may connect to any address, on its port
   */
  readonly cidrs?: string[];
  /**
   * The password that it asks for.
   * @default - none
   */
  readonly password?: Password;
}
