// The connection to a Redis, whether the stack runs it or not.
import type { SecretKey } from '../configuration/object-key';
import type { ConnectionOptions } from '../connections/connection-options';

/** The port that Redis listens on. */
export const REDIS_PORT = 6379;
/** The variable of the password, and its key in a Secret that the stack creates. */
export const REDIS_PASSWORD = 'REDIS_PASSWORD';

/** Returns the variables of consumers. */
export function redisVariables(_props: object, password?: SecretKey): ConnectionOptions {
  const user = password ? `:$(${REDIS_PASSWORD})@` : '';
  return {
    hostVariable: 'REDIS_HOST',
    portVariable: 'REDIS_PORT',
    secrets: password && { [REDIS_PASSWORD]: password },
    url: `redis://${user}$(REDIS_HOST):$(REDIS_PORT)`,
  };
}
