import { createClient } from '@redis/client';
import { backOff } from './back-off.js';
import type { Values } from './stores.js';

/** A list: each element is taken by one worker. */
const QUEUE = 'fib:queue';
/** A hash from index to value. */
const VALUES = 'fib:values';

/** The address of Redis in the environment. */
interface Variables {
  readonly REDIS_HOST: string;
  readonly REDIS_PORT: string;
}

export class RedisValues implements Values {
  private readonly client;

  /** @param onConnect is called after each connect */
  constructor(variables: Variables, onError: (error: Error) => void, onConnect: () => void) {
    const address = { host: variables.REDIS_HOST, port: Number(variables.REDIS_PORT) };
    this.client = createClient({
      // Without the offline queue a command fails at once while Redis is unavailable, instead of running long after its
      // request has ended. The ping detects a connection that broke silently.
      disableOfflineQueue: true,
      pingInterval: 2_000,
      socket: { ...address, connectTimeout: 1_500, socketTimeout: 5_000, reconnectStrategy: (n) => backOff(n) },
    });
    this.client.on('ready', onConnect).on('error', onError);
    this.client.connect().catch(onError);
  }

  async ping(): Promise<void> {
    await this.client.ping();
  }

  async current(): Promise<Record<string, number>> {
    const values = await this.client.hGetAll(VALUES);
    return Object.fromEntries(Object.entries(values).map(([index, value]) => [index, Number(value)]));
  }

  async queued(): Promise<number[]> {
    return (await this.client.lRange(QUEUE, 0, -1)).map(Number);
  }

  async queue(indexes: number[]): Promise<void> {
    await this.client.rPush(QUEUE, indexes.map(String));
  }

  close(): void {
    this.client.destroy();
  }
}
