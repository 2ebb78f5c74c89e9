import { pino } from 'pino';
import { environment } from './environment.js';
import { Heartbeat } from './heartbeat.js';
import { reasonOf } from './reason.js';
import { RedisQueue } from './redis.js';
import { work } from './work.js';

/** Below the 30 seconds that a pod is given once it was told to end. */
const LONGEST_STOP_MS = 20_000;

const log = pino();
const ending = new AbortController();
process.once('SIGTERM', () => {
  setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
  ending.abort();
});
try {
  const failed = (error: Error): void => log.warn({ reason: reasonOf(error) }, 'no connection to redis');
  const queue = new RedisQueue(environment(process.env), failed);
  const heartbeat = new Heartbeat();
  log.info('working');
  await work(queue, { signal: ending.signal, beat: () => heartbeat.beat(), log });
  queue.close();
  log.info('stopped');
} catch (error) {
  log.fatal({ reason: reasonOf(error) }, 'not started');
  process.exitCode = 1;
}
