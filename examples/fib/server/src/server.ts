// The whole server. It listens immediately, and becomes ready when it has reached both stores once.
import type { Logger } from 'pino';
import { createApp } from './app.js';
import { describeError } from './describe-error.js';
import { Loop } from './loop.js';
import { PostgresIndexes } from './postgres.js';
import type { Environment } from './read-environment.js';
import { RedisValues } from './redis.js';
import { requeue } from './requeue.js';
import { queryStore } from './stores.js';

const PERIOD_MS = 10_000;
const TIMEOUT_MS = 5_000;

export interface Server {
  readonly address: string;
  /** Finishes open requests, then closes all connections. */
  stop(): Promise<void>;
}

export async function startServer(variables: Environment, log: Logger, port = 5000): Promise<Server> {
  const warn = (message: string, error: unknown): void => log.warn({ reason: describeError(error) }, message);
  const wake = (): void => loop.wake();
  const indexes = new PostgresIndexes((error) => {
    warn('lost a connection to postgres', error);
    wake();
  });
  const values = new RedisValues(variables, (error) => warn('no connection to redis', error), wake);
  const reconciler = new Reconciler({ indexes, values }, log);
  const onError = (error: unknown): void => warn('no indexes queued again', error);
  const loop = new Loop(() => reconciler.reconcile(), { periodMs: PERIOD_MS, onError });
  const app = createApp({ indexes, values, ready: reconciler.ready, log });
  const closeStores = (): Promise<void> => {
    values.close();
    return indexes.close();
  };
  const address = await app.listen({ host: '0.0.0.0', port }).catch((error: unknown) => {
    return closeStores().then(() => Promise.reject(error)); // Open connections would keep the process alive.
  });
  const running = loop.run();
  const stop = async (): Promise<void> => {
    loop.stop();
    await Promise.all([app.close(), running]);
    await closeStores();
    log.info('stopped');
  };
  return { address, stop };
}

interface Stores {
  readonly indexes: PostgresIndexes;
  readonly values: RedisValues;
}

/** Waits for both stores, then keeps every index without a value in the queue. */
class Reconciler {
  private isReady = false;
  private resolveReady!: () => void;
  /** Resolves when both stores have answered once. */
  readonly ready: Promise<void>;

  constructor(
    private readonly stores: Stores,
    private readonly log: Logger,
  ) {
    this.ready = new Promise((resolve) => (this.resolveReady = resolve));
  }

  async reconcile(): Promise<void> {
    const { indexes, values } = this.stores;
    if (!this.isReady) await this.connect();
    const missing = await requeue(indexes, values, TIMEOUT_MS);
    if (missing.length > 0) this.log.info({ indexes: missing }, 'queued again');
  }

  private async connect(): Promise<void> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    await queryStore(signal, 'postgres', this.stores.indexes.createTable());
    await queryStore(signal, 'redis', this.stores.values.ping());
    this.isReady = true;
    this.resolveReady();
    this.log.info('connected to both stores: ready');
  }
}
