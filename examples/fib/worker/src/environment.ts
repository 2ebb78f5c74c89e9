import type { RedisVariables } from './redis.js';

/** The variables; throws with the names of those that are missing. */
export function environment({ REDIS_HOST, REDIS_PORT }: NodeJS.ProcessEnv): RedisVariables {
  if (REDIS_HOST && REDIS_PORT) return { REDIS_HOST, REDIS_PORT };
  throw new Error('the environment lacks REDIS_HOST or REDIS_PORT');
}
