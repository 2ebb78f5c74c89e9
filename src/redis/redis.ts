import { Size, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { SecretKey } from '../configuration/object-key';
import { probes } from '../pod/probes';
import { sizeMistake } from '../kubernetes/quantity';
import { Connection, type IProvider } from '../connections/connection';
import { identify, type Identity } from '../identity/identity';
import { report } from '../checks/messages';
import { declared } from '../checks/declaration';
import { fromKey } from '../connections/variable';
import { database, DATABASE_STARTUP, type DataFolder } from '../databases/database';
import type { ExternalService } from '../connections/external-service';
import { externalRedis } from './redis-external';
import { REDIS_PASSWORD, REDIS_PORT, redisVariables } from './redis-access';
import type { RedisExternalProps, RedisProps } from './redis-props';
import { ASK_FOR_PASSWORD, PASSWORD_VARIABLE, settings, SNAPSHOT_CHECK } from './redis-start';
import { REDIS } from './redis-checks';

/** Redis: a Deployment of one pod, and its ClusterIP Service. */
export class Redis extends Construct implements IProvider {
  /** A Redis that is already there. It gives what one of the stack's own gives. */
  public static external(scope: Construct, id: string, props: RedisExternalProps): ExternalService {
    return externalRedis(scope, id, props);
  }

  /** The Deployment. */
  public readonly deployment: ApiObject;
  /** The ServiceAccount of its pod, which has no token of it. */
  public readonly serviceAccount: ApiObject;
  /** The NetworkPolicy of its pod. */
  public readonly networkPolicy: ApiObject;
  /** The Service. */
  public readonly service: ApiObject;
  /** The PersistentVolumeClaim, where one was made. */
  public readonly claim?: ApiObject;
  /** The Secret, where the password is written inline. */
  public readonly secret?: ApiObject;
  /** `REDIS_HOST` and `REDIS_PORT`; with a password `REDIS_PASSWORD`. As a URL: `redis://…`. */
  public readonly connection: Connection;

  constructor(scope: Construct, id: string, props: RedisProps = {}) {
    super(scope, id);
    const identity = identify(this, id, 'cache');
    const declaration = declared(this, props, REDIS);
    const password = declaration.password?._bind(this, identity, REDIS_PASSWORD);
    const storage = declaration.storage?._bindOneWriter(this, identity);
    const beforeStart = [...(storage ? SNAPSHOT_CHECK : []), ...(password ? ASK_FOR_PASSWORD : [])];
    const data = { path: '/data', claimName: storage?.claimName, beforeStart };
    const made = deployed(this, identity, declaration, data, password?.key);
    this.claim = storage?.claim;
    this.secret = password?.secret;
    this.deployment = made.deployment;
    this.serviceAccount = made.serviceAccount;
    this.networkPolicy = made.networkPolicy;
    this.service = made.service;
    this.connection = Connection.toEndpoint(made.endpoint, redisVariables(password?.key))._reportedBy(this);
  }
}

function deployed(redis: Redis, identity: Identity, props: RedisProps, data: DataFolder, password?: SecretKey) {
  const { image = 'redis:8', memory = Size.mebibytes(256), cpu, security, admitNamespaces, priorityClassName } = props;
  report(redis, sizeMistake('memory', memory, 16));
  const pong = { exec: { command: ['sh', '-c', 'redis-cli ping | grep -q PONG'] } };
  return database(redis, identity, {
    ...{ image, memory, cpu, security, admitNamespaces, priorityClassName, data, writablePaths: ['/tmp'] },
    env: password ? [fromKey(PASSWORD_VARIABLE, password)] : [],
    args: ['redis-server', ...settings(props, memory)],
    port: { name: 'redis', containerPort: REDIS_PORT },
    probes: probes({ ready: pong, alive: { tcpSocket: { port: 'redis' } } }, DATABASE_STARTUP),
    graceSeconds: 60,
  });
}
