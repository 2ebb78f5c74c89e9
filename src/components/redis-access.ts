// What consumers of a Redis are told, whoever runs it.
import type { Construct } from 'constructs';
import type { SecretKey } from '../configuration/object-key';
import { NOT_INLINE } from '../configuration/password';
import type { ConnectionOptions } from '../wiring/connection-options';
import { report } from '../wiring/mistake';
import { shaped } from '../wiring/shape';
import { ExternalService } from './external-service';
import type { RedisExternalProps } from './redis-props';
import { REDIS_EXTERNAL } from './redis-shape';

/** The port that Redis listens on. */
export const REDIS_PORT = 6379;
/** The variable, and the key in a Secret that is made, of the password. */
export const REDIS_PASSWORD = 'REDIS_PASSWORD';

export function redisVariables(password?: SecretKey): ConnectionOptions {
  const user = password ? `:$(${REDIS_PASSWORD})@` : '';
  return {
    hostVariable: 'REDIS_HOST',
    portVariable: 'REDIS_PORT',
    secrets: password && { [REDIS_PASSWORD]: password },
    url: `redis://${user}$(REDIS_HOST):$(REDIS_PORT)`,
  };
}

export function externalRedis(scope: Construct, id: string, given: RedisExternalProps): ExternalService {
  const { props, mistakes } = shaped(given, REDIS_EXTERNAL);
  const { host, port = REDIS_PORT, cidrs, password } = props;
  const key = password?._reference();
  const service = new ExternalService(scope, id, { host, port, cidrs, ...redisVariables(key) });
  report(service, ...mistakes, password && !key ? NOT_INLINE : undefined);
  return service;
}
