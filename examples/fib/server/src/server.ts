// The server as a whole: it listens at once, looks for both stores until it has found them, and is ready from then on.
import type { Logger } from 'pino';
import { createApp } from './app.js';
import type { Environment } from './environment.js';
import { PostgresIndexes } from './postgres.js';
import { reasonOf } from './reason.js';
import { RedisValues } from './redis.js';
import { Repeat } from './repeat.js';
import { requeue } from './requeue.js';
import { within } from './stores.js';

const PERIOD_MS = 10_000;
const PATIENCE_MS = 5_000;

export interface Server {
  /** Where it listens. */
  readonly address: string;
  /** Answers what it was asked, then ends. */
  stop(): Promise<void>;
}

export async function startServer(variables: Environment, log: Logger, port = 5000): Promise<Server> {
  const warn = (what: string) => (error: unknown) => log.warn({ reason: reasonOf(error) }, what);
  const wake = (): void => repeat.wake();
  const indexes = new PostgresIndexes(warn('lost a connection to postgres'), wake);
  const values = new RedisValues(variables, warn('no connection to redis'), wake);
  const stores = { indexes, values };
  const keeper = new Keeper(stores, log);
  const repeat = new Repeat(() => keeper.keep(), { periodMs: PERIOD_MS, failed: warn('nothing was queued again') });
  const app = createApp({ ...stores, found: keeper.found, log });
  const address = await app.listen({ host: '0.0.0.0', port });
  const repeated = repeat.run();
  const stop = async (): Promise<void> => {
    repeat.stop();
    await Promise.all([app.close(), repeated]);
    values.close();
    await indexes.close();
    log.info('stopped');
  };
  return { address, stop };
}

interface Stores {
  readonly indexes: PostgresIndexes;
  readonly values: RedisValues;
}

/** Finds both stores once, and keeps the queue full. */
class Keeper {
  private isReady = false;
  private tell!: () => void;
  /** Resolves when both were found. */
  readonly found: Promise<void>;

  constructor(
    private readonly stores: Stores,
    private readonly log: Logger,
  ) {
    this.found = new Promise((resolve) => (this.tell = resolve));
  }

  async keep(): Promise<void> {
    const { indexes, values } = this.stores;
    if (!this.isReady) await this.find();
    const missing = await requeue(indexes, values, PATIENCE_MS);
    if (missing.length > 0) this.log.info({ indexes: missing }, 'queued again');
  }

  private async find(): Promise<void> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    await within(signal, 'postgres', this.stores.indexes.prepare());
    await within(signal, 'redis', this.stores.values.ping());
    this.isReady = true;
    this.tell();
    this.log.info('found both stores: ready');
  }
}
