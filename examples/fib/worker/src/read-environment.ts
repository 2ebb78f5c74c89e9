import type { RedisVariables } from './redis.js';

/** Returns the required variables. @throws if one is missing, with its name */
export function readEnvironment({ REDIS_HOST, REDIS_PORT }: NodeJS.ProcessEnv): RedisVariables {
  if (REDIS_HOST && REDIS_PORT) return { REDIS_HOST, REDIS_PORT };
  throw new Error('the environment lacks REDIS_HOST or REDIS_PORT');
}
