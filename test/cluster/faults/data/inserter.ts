// A pod that inserts rows into Postgres without a pause, and says which of them were acknowledged.
import { readFileSync } from 'node:fs';
import { Cpu } from 'cdk8s-plus-27';
import { ConfigMap, Worker, type Postgres, type WebStack } from 'cdk8s-webstack';
import { eventually, kubectl } from '../../cluster';
import { Log } from './log';

/** Adds it to a stack. */
export function insertInto(stack: WebStack, postgres: Postgres): void {
  const program = new ConfigMap(stack, 'program', {
    data: { 'insert.js': readFileSync(`${__dirname}/insert.js`, 'utf8') },
  });
  new Worker(stack, 'inserter', {
    image: 'example/fib-server:1.4.0',
    command: ['node', '/app/insert.cjs'], // beside the server's node_modules, in a package of ES modules
    files: { '/app/insert.cjs': program.key('insert.js') },
    resources: { cpu: { request: Cpu.millis(20) } },
    uses: [postgres],
  });
}

/** A row that was acknowledged; by the clock of the machine, when it was sent and when the answer was there. */
interface Row {
  readonly n: number;
  readonly from: number;
  readonly to: number;
}

export class Inserter {
  constructor(private readonly namespace: string) {}

  /** Waits for some rows that are sent from now on: one alone may be acknowledged by a Postgres that is ending. */
  async goesOn(): Promise<void> {
    const now = Date.now();
    await eventually('more rows', async () => (await this.since(now)).length > 5);
  }

  /** Waits until it goes on, and says the first number in its log. */
  async first(): Promise<number> {
    await this.goesOn();
    return numbers(await this.log())[0];
  }

  /** The first row that was sent after a moment, and acknowledged. */
  async firstAfter(moment: number): Promise<Row> {
    return eventually('the first row', async () => (await this.since(moment))[0]);
  }

  /** All that was acknowledged; fails where its log has lost any of it since its first number was asked for. */
  async acknowledged(first: number): Promise<number[]> {
    const output = 'jsonpath={.items[*].status.containerStatuses[*].restartCount}';
    const selector = 'app.kubernetes.io/name=inserter';
    const pods = ['--namespace', this.namespace, '--selector', selector];
    expect(await kubectl('get', 'pods', ...pods, '--output', output)).toBe('0');
    return acknowledgedIn(await this.log(), first);
  }

  /** Hears its log, which is whole when its pod has ended. */
  async follow(): Promise<Log> {
    return Log.follow(this.namespace, 'deployment/inserter', 'committed');
  }

  /** What was acknowledged, and is not there. */
  async lost(acknowledged: number[]): Promise<number[]> {
    const query = ['psql', '--username=postgres', '--tuples-only', '--no-align', '--command=SELECT n FROM numbers'];
    const printed = await kubectl('exec', '--namespace', this.namespace, 'deployment/postgres', '--', ...query);
    const kept = new Set(printed.split('\n').map(Number));
    return acknowledged.filter((n) => !kept.has(n));
  }

  /** Rows that were sent after a moment, and acknowledged. */
  private async since(moment: number): Promise<Row[]> {
    const log = await this.log(`--since-time=${new Date(moment).toISOString()}`);
    return committed(log).filter(({ from }) => from > moment);
  }

  private log(...options: string[]): Promise<string> {
    return kubectl('logs', '--namespace', this.namespace, 'deployment/inserter', ...options);
  }
}

/** What a log says was acknowledged; fails where it lacks its beginning, from the first number on, or lines between. */
export function acknowledgedIn(log: string, first: number): number[] {
  const all = numbers(log);
  expect(all[0]).toBeLessThanOrEqual(first);
  expect(all.length).toBe(all.at(-1)! - all[0] + 1);
  return committed(log).map(({ n }) => n);
}

function numbers(log: string): number[] {
  return [...log.matchAll(/^(?:committed|failed) (\d+)/gm)].map(([, n]) => Number(n));
}

function committed(log: string): Row[] {
  const lines = [...log.matchAll(/^committed (\d+) (\d+) (\d+)$/gm)];
  return lines.map(([, ...row]) => row.map(Number)).map(([n, from, to]) => ({ n, from, to }));
}
