import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { SecretKey } from '../configuration/object-key';
import type { ExternalService } from '../connections/external-service';
import { secretVariable } from '../connections/variable';
import { Database } from '../databases/database';
import { DATABASE_STARTUP_TIME, type EnginePlan } from '../databases/database-plan';
import type { Engine } from '../databases/engine';
import { createExternalDatabase } from '../databases/external-database';
import { certificateSecret } from '../databases/server-certificate';
import { renderProbes } from '../pod/probes';
import { REDIS_PASSWORD, REDIS_PORT, redisVariables } from './redis-access';
import { REDIS_EXTERNAL, type RedisExternalProps } from './redis-external';
import { REDIS_CHECKS, type RedisProps } from './redis-props';
import { CHECK_DATA, PASSWORD_VARIABLE, renderSettings, REQUIRE_PASSWORD } from './redis-start';
import { readinessCommands, TLS_SETTINGS, withRedisTls } from './redis-tls';

const REDIS: Engine = {
  role: 'cache',
  port: { name: 'redis', containerPort: REDIS_PORT },
  passwordKey: REDIS_PASSWORD,
  checks: REDIS_CHECKS,
  defaults: { image: 'redis:8', memory: Size.mebibytes(256) },
  plan,
  connection: (props: RedisProps, password) => withRedisTls(redisVariables(props, password), props.tls),
};

/**
 * Redis: a Deployment of one pod and its ClusterIP Service. Its connection has `REDIS_HOST` and `REDIS_PORT`, with a
 * password `REDIS_PASSWORD`, with TLS `REDIS_TLS` and `REDIS_CA_FILE`, and as a URL `redis://…`.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/databases.md
 */
export class Redis extends Database {
  /** Declares a Redis that already exists outside the stack. It has the same connection. */
  public static external(scope: Construct, id: string, props: RedisExternalProps): ExternalService {
    return createExternalDatabase(scope, id, props, REDIS_EXTERNAL);
  }

  constructor(scope: Construct, id: string, props: RedisProps = {}) {
    super(scope, id, props, REDIS);
  }
}

function plan(props: RedisProps, memory: Size, [password]: SecretKey[]): EnginePlan {
  const secret = certificateSecret(props.tls);
  const ping = { exec: { command: ['sh', '-c', readinessCommands(secret !== undefined)] } };
  const handlers = { ready: ping, alive: { tcpSocket: { port: 'redis' } } };
  return {
    args: ['redis-server', ...renderSettings(props, memory), ...(secret === undefined ? [] : TLS_SETTINGS)],
    env: password ? [secretVariable(PASSWORD_VARIABLE, password)] : [],
    probes: renderProbes(handlers, DATABASE_STARTUP_TIME),
    data: {
      path: '/data',
      beforeStart: [...(props.storage ? CHECK_DATA : []), ...(password ? REQUIRE_PASSWORD : [])],
    },
    writablePaths: ['/tmp'],
    graceSeconds: 60,
    certificateSecret: secret,
  };
}
