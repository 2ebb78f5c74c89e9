import { pino } from 'pino';
import { describeError } from './describe-error.js';
import { Heartbeat } from './heartbeat.js';
import { readEnvironment } from './read-environment.js';
import { RedisQueue } from './redis.js';
import { work } from './work.js';

/** Less than the 30 seconds after which the kubelet kills a terminating pod. */
const STOP_TIMEOUT_MS = 20_000;

const log = pino();
const stop = new AbortController();
process.once('SIGTERM', () => {
  setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
  stop.abort();
});
try {
  const warn = (error: Error): void => log.warn({ reason: describeError(error) }, 'no connection to redis');
  const queue = new RedisQueue(readEnvironment(process.env), warn);
  const heartbeat = new Heartbeat();
  log.info('started');
  await work(queue, { signal: stop.signal, beat: () => heartbeat.beat(), log });
  queue.close();
  log.info('stopped');
} catch (error) {
  log.fatal({ reason: describeError(error) }, 'not started');
  process.exitCode = 1;
}
