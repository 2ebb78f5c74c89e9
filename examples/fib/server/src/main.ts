import { pino } from 'pino';
import { environment } from './environment.js';
import { reasonOf } from './reason.js';
import { startServer } from './server.js';

/** Below the 30 seconds that a pod is given once it was told to end. */
const LONGEST_STOP_MS = 20_000;

const log = pino();
try {
  const server = await startServer(environment(process.env), log);
  process.once('SIGTERM', () => {
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    void server.stop();
  });
} catch (error) {
  log.fatal({ reason: reasonOf(error) }, 'not started');
  process.exitCode = 1;
}
