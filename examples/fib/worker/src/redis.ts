import { createClient } from '@redis/client';
import { backOff } from './back-off.js';
import type { Queue } from './work.js';

/** A list that the server pushes to. */
const QUEUE = 'fib:queue';
/** A hash: index to value. */
const VALUES = 'fib:values';

/** A worker that is to end has to wait this long, if there is nothing to do. */
const WAIT_SECONDS = 1;

/** How the environment says where Redis is. */
export interface RedisVariables {
  readonly REDIS_HOST: string;
  readonly REDIS_PORT: string;
}

export class RedisQueue implements Queue {
  private readonly client;

  constructor({ REDIS_HOST: host, REDIS_PORT: port }: RedisVariables, failed: (error: Error) => void) {
    this.client = createClient({
      // While Redis is away a command fails at once, and the worker tries again; a peer that vanished without a word is
      // noticed because a wait for work never takes as long as the socket's patience.
      disableOfflineQueue: true,
      socket: {
        ...{ host, port: Number(port), connectTimeout: 1_500, socketTimeout: 5_000 },
        reconnectStrategy: (attempt) => backOff(attempt),
      },
    });
    this.client.on('error', failed);
    this.client.connect().catch(failed);
  }

  async take(): Promise<string | undefined> {
    return (await this.client.blPop(QUEUE, WAIT_SECONDS))?.element;
  }

  async put(index: number, value: number): Promise<void> {
    await this.client.hSet(VALUES, `${index}`, `${value}`);
  }

  close(): void {
    this.client.destroy();
  }
}
