import { createClient } from '@redis/client';
import { backOff } from './back-off.js';
import type { Values } from './stores.js';

/** A list: what is pushed waits for a worker, and one worker takes it. */
const QUEUE = 'fib:queue';
/** A hash: index to value. */
const VALUES = 'fib:values';

/** How the environment says where Redis is. */
interface Variables {
  readonly REDIS_HOST: string;
  readonly REDIS_PORT: string;
}

export class RedisValues implements Values {
  private readonly client;

  /** @param connected is called after each connect */
  constructor(variables: Variables, failed: (error: Error) => void, connected: () => void) {
    const address = { host: variables.REDIS_HOST, port: Number(variables.REDIS_PORT) };
    this.client = createClient({
      // Without the offline queue a command fails at once while Redis is away, and is not carried out long after its
      // caller has gone. The ping notices a peer that vanished without a word.
      disableOfflineQueue: true,
      pingInterval: 2_000,
      socket: { ...address, connectTimeout: 1_500, socketTimeout: 5_000, reconnectStrategy: (n) => backOff(n) },
    });
    this.client.on('ready', connected).on('error', failed);
    this.client.connect().catch(failed);
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
