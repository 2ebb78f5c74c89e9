import { createClient } from '@redis/client';
import { backOff } from './back-off.js';
import type { Queue } from './work.js';

/** A list that the server pushes to. */
const QUEUE = 'fib:queue';
/** A hash from index to value. */
const VALUES = 'fib:values';

/** How long the worker blocks while the queue is empty. A worker that terminates waits no longer than that. */
const BLOCK_SECONDS = 1;

/** The address of Redis in the environment. */
export interface RedisVariables {
  readonly REDIS_HOST: string;
  readonly REDIS_PORT: string;
}

export class RedisQueue implements Queue {
  private readonly client;

  constructor({ REDIS_HOST: host, REDIS_PORT: port }: RedisVariables, onError: (error: Error) => void) {
    this.client = createClient({
      // While Redis is unavailable a command fails at once, and the worker retries. The socket timeout is longer than the
      // blocking command, so that it detects a connection that broke silently.
      disableOfflineQueue: true,
      socket: {
        ...{ host, port: Number(port), connectTimeout: 1_500, socketTimeout: 5_000 },
        reconnectStrategy: (attempt) => backOff(attempt),
      },
    });
    this.client.on('error', onError);
    this.client.connect().catch(onError);
  }

  async take(): Promise<string | undefined> {
    return (await this.client.blPop(QUEUE, BLOCK_SECONDS))?.element;
  }

  async put(index: number, value: number): Promise<void> {
    await this.client.hSet(VALUES, `${index}`, `${value}`);
  }

  close(): void {
    this.client.destroy();
  }
}
