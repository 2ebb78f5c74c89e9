// The API of the Fibonacci application, from outside.
import { eventually } from '../cluster';
import type { Answer, Question } from '../http';

export class Api {
  constructor(private readonly ask: (question: Question) => Promise<Answer>) {}

  readonly ready = () => this.ask({ path: '/api/ready' });
  readonly all = () => this.ask({ path: '/api/values/all' });
  readonly current = () => this.ask({ path: '/api/values/current' });
  readonly post = (index: number) => this.ask({ path: '/api/values', body: JSON.stringify({ index }) });

  /** What it says, as soon as it says that all is well: on a busy machine a store may be late once. */
  well(question: () => Promise<Answer>) {
    return eventually('status 200', async () => {
      const { status, body } = await question();
      return status === 200 && JSON.parse(body);
    });
  }

  async take(...indexes: number[]): Promise<void> {
    for (const index of indexes) await this.well(() => this.post(index));
  }

  /** Waits for the values of all indexes that were ever asked for, these among them; fails where one is wrong. */
  async complete(...indexes: number[]): Promise<Record<string, number>> {
    const asked: number[] = await this.well(this.all);
    expect(asked).toEqual(expect.arrayContaining(indexes));
    const values = await eventually(`values of ${asked.join(', ')}`, async () => {
      const values = await this.well(this.current);
      return asked.every((index) => index in values) && values;
    });
    expect(values).toMatchObject(Object.fromEntries(asked.map((index) => [index, fibonacci(index)])));
    return values;
  }

  async saysAway(store: string, question: () => Promise<Answer>): Promise<void> {
    // Its last connection may take a moment to break.
    await eventually(`${store} to be missed`, async () => (await question()).status === 503);
    const begin = Date.now();
    const { status, body } = await question();
    expect(Date.now() - begin).toBeLessThan(2_000);
    expect([status, JSON.parse(body)]).toEqual([503, away(store)]);
  }
}

/** What the server says while a store is away. */
export function away(store: string): { error: string } {
  return { error: `${store} is away; try again in a moment` };
}

/** As a definition, not as the worker does it. */
function fibonacci(index: number): number {
  return Math.round(((1 + Math.sqrt(5)) / 2) ** index / Math.sqrt(5));
}
