import { Size, SizeRoundingBehavior, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { probes } from '../pod/probes';
import { sizeMistake } from '../kubernetes/quantity';
import { Connection, type IProvider } from '../wiring/connection';
import { identify, type Identity } from '../wiring/identity';
import { report } from '../wiring/mistake';
import { declared, shaped } from '../wiring/shape';
import { database, DATABASE_STARTUP, type DataFolder } from './database';
import { ExternalService } from './external-service';
import { RedisEviction, type RedisExternalProps, type RedisProps } from './redis-props';
import { REDIS, REDIS_EXTERNAL } from './redis-shape';

const PORT = 6379;

/** Redis: a Deployment of one pod, and its ClusterIP Service. */
export class Redis extends Construct implements IProvider {
  /** A Redis that is already there. It gives what one of the stack's own gives. */
  public static external(scope: Construct, id: string, props: RedisExternalProps): ExternalService {
    const { props: declaration, mistakes } = shaped(props, REDIS_EXTERNAL);
    const service = new ExternalService(scope, id, { ...declaration, ...GIVEN, port: declaration.port ?? PORT });
    report(service, ...mistakes);
    return service;
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
    const identity = identify(this, id, 'cache');
    const declaration = declared(this, props, REDIS);
    const storage = declaration.storage?._bindOneWriter(this, identity);
    const made = deployed(this, identity, declaration, {
      path: '/data',
      claimName: storage?.claimName,
      beforeStart: SNAPSHOT_CHECK,
    });
    this.claim = storage?.claim;
    this.deployment = made.deployment;
    this.service = made.service;
    this.connection = Connection.toEndpoint(made.endpoint, GIVEN);
  }
}

const GIVEN = { hostVariable: 'REDIS_HOST', portVariable: 'REDIS_PORT', url: 'redis://$(REDIS_HOST):$(REDIS_PORT)' };

/** With an append-only file Redis does not read a snapshot: it would come up empty beside it. */
const SNAPSHOT_CHECK = [
  'if [ -e /data/dump.rdb ] && [ ! -e /data/appendonlydir ] && [ ! -e /data/appendonly.aof ]; then',
  '  echo "/data has a snapshot (dump.rdb) and no append-only file, which is what is read here: not starting." >&2',
  '  echo "Make one of the other, with CONFIG SET appendonly yes in the Redis that wrote it." >&2',
  '  exit 1',
  'fi',
];

function deployed(redis: Redis, identity: Identity, props: RedisProps, data: DataFolder) {
  const { image = 'redis:8', memory = Size.mebibytes(256), cpu, security, admitNamespaces } = props;
  report(redis, sizeMistake('memory', memory, 16));
  const pong = { exec: { command: ['sh', '-c', 'redis-cli ping | grep -q PONG'] } };
  return database(redis, identity, {
    ...{ image, memory, cpu, security, admitNamespaces, data, env: [], writablePaths: ['/tmp'] },
    args: ['redis-server', ...settings(props, memory)],
    port: { name: 'redis', containerPort: PORT },
    probes: probes({ ready: pong, alive: { tcpSocket: { port: 'redis' } } }, DATABASE_STARTUP),
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
