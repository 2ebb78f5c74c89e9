import { Size, SizeRoundingBehavior, type ApiObject } from 'cdk8s';
import type { CpuResources } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { databaseProbes } from '../pod/health';
import type { Storage } from '../storage/storage';
import { Connection, type IProvider } from '../wiring/connection';
import { identify, type Identity } from '../wiring/identity';
import { database, type DataFolder } from './database';
import { ExternalService } from './external-service';

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
export interface RedisProps {
  /**
   * The image. One that starts `redis-server` and brings `redis-cli`; with storage, `flock` as well.
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
   * The container's CPU.
   * @default - 100m to 4
   */
  readonly cpu?: CpuResources;
  /**
   * What happens when the memory is full.
   * @default RedisEviction.NO_EVICTION
   * @see https://redis.io/docs/latest/develop/reference/eviction/
   */
  readonly eviction?: RedisEviction;
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
   * @default - not known
   */
  readonly cidrs?: string[];
}

const PORT = 6379;

/** Redis: a Deployment of one pod, and its ClusterIP Service. */
export class Redis extends Construct implements IProvider {
  /** A Redis that is already there. It gives what one of the stack's own gives. */
  public static external(scope: Construct, id: string, props: RedisExternalProps): ExternalService {
    return new ExternalService(scope, id, { ...props, ...GIVEN, port: props.port ?? PORT });
  }

  /** The Deployment. */
  public readonly deployment: ApiObject;
  /** The Service. */
  public readonly service: ApiObject;
  /** The PersistentVolumeClaim, where one was made. */
  public readonly claim?: ApiObject;
  /** `REDIS_HOST` and `REDIS_PORT`. As a URL: `redis://…`. */
  public readonly connection: Connection;

  constructor(scope: Construct, id: string, props: RedisProps = {}) {
    super(scope, id);
    const identity = identify(this, 'cache');
    const storage = props.storage?._bind(this, identity);
    const made = deployed(this, identity, props, { path: '/data', claimName: storage?.claimName });
    this.claim = storage?.claim;
    this.deployment = made.deployment;
    this.service = made.service;
    this.connection = Connection.toEndpoint(made.endpoint, GIVEN);
  }
}

const GIVEN = { hostVariable: 'REDIS_HOST', portVariable: 'REDIS_PORT', url: 'redis://$(REDIS_HOST):$(REDIS_PORT)' };

function deployed(redis: Redis, identity: Identity, props: RedisProps, data: DataFolder) {
  const { image = 'redis:8', memory = Size.mebibytes(256), cpu } = props;
  const pong = { exec: { command: ['sh', '-c', 'redis-cli ping | grep -q PONG'] } };
  return database(redis, identity, {
    ...{ image, memory, cpu, data, env: [], writablePaths: ['/tmp'] },
    args: ['redis-server', ...settings(props, memory)],
    port: { name: 'redis', containerPort: PORT },
    probes: databaseProbes(pong, { tcpSocket: { port: 'redis' } }),
    graceSeconds: 60,
  });
}

/**
 * Settings that belong together: a Redis that cannot save refuses to write, so without a volume it does not try.
 * @see https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/
 */
function settings({ storage, eviction = RedisEviction.NO_EVICTION }: RedisProps, memory: Size): string[] {
  const share = storage ? 0.6 : 0.75;
  const megabytes = Math.floor(memory.toMebibytes({ rounding: SizeRoundingBehavior.NONE }) * share);
  return [
    ...['--dir', '/data', '--save', '', '--appendonly', storage ? 'yes' : 'no'],
    ...['--maxmemory', `${megabytes}mb`, '--maxmemory-policy', eviction],
    ...['--protected-mode', 'no'],
  ];
}
