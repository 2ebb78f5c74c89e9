import { pino } from 'pino';
import { describeError } from './describe-error.js';
import { readEnvironment } from './read-environment.js';
import { startServer } from './server.js';

/** Less than the 30 seconds after which the kubelet kills a terminating pod. */
const STOP_TIMEOUT_MS = 20_000;

const log = pino();
try {
  const server = await startServer(readEnvironment(process.env), log);
  process.once('SIGTERM', () => {
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    void server.stop();
  });
} catch (error) {
  log.fatal({ reason: describeError(error) }, 'not started');
  process.exitCode = 1;
}
