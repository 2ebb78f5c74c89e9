// What consumers of a Redis are told, whoever runs it.
import type { SecretKey } from '../configuration/object-key';
import type { ConnectionOptions } from '../connections/connection-options';

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
