// The API of the Fibonacci application, from outside.
import { eventually } from '../cluster';
import type { HttpResponse, HttpRequest } from '../http';

export class Api {
  constructor(private readonly send: (request: HttpRequest) => Promise<HttpResponse>) {}

  readonly ready = () => this.send({ path: '/api/ready' });
  readonly all = () => this.send({ path: '/api/values/all' });
  readonly current = () => this.send({ path: '/api/values/current' });
  readonly post = (index: number) => this.send({ path: '/api/values', body: JSON.stringify({ index }) });

  /** Waits for an answer with status 200, and returns its body. On a busy machine a store can time out once. */
  well(request: () => Promise<HttpResponse>) {
    return eventually('status 200', async () => {
      const { status, body } = await request();
      return status === 200 && JSON.parse(body);
    });
  }

  async take(...indexes: number[]): Promise<void> {
    for (const index of indexes) await this.well(() => this.post(index));
  }

  /** Waits for the values of all submitted indexes, which must include these; fails if one is wrong. */
  async complete(...indexes: number[]): Promise<Record<string, number>> {
    const submitted: number[] = await this.well(this.all);
    expect(submitted).toEqual(expect.arrayContaining(indexes));
    const values = await eventually(`values of ${submitted.join(', ')}`, async () => {
      const values = await this.well(this.current);
      return submitted.every((index) => index in values) && values;
    });
    expect(values).toMatchObject(Object.fromEntries(submitted.map((index) => [index, fibonacci(index)])));
    return values;
  }

  /** Expects the server to answer 503 within 2 seconds, and to name the store. */
  async reportsUnavailable(store: string, request: () => Promise<HttpResponse>): Promise<void> {
    // An open connection may take a moment to break.
    await eventually(`an error without ${store}`, async () => (await request()).status === 503);
    const begin = Date.now();
    const { status, body } = await request();
    expect(Date.now() - begin).toBeLessThan(2_000);
    expect([status, JSON.parse(body)]).toEqual([503, storeUnavailable(store)]);
  }
}

/** The body of the server's answer while a store is unavailable. */
export function storeUnavailable(store: string): { error: string } {
  return { error: `${store} is unavailable; try again in a moment` };
}

/** By a closed formula, unlike the worker. */
function fibonacci(index: number): number {
  return Math.round(((1 + Math.sqrt(5)) / 2) ** index / Math.sqrt(5));
}
