// A pod that inserts rows into Postgres continuously, and logs which of them were acknowledged.
import { readFileSync } from 'node:fs';
import { Cpu } from 'cdk8s-plus-27';
import { ConfigMap, Worker, type Postgres, type WebStack } from 'cdk8s-webstack';
import { eventually, kubectl } from '../../cluster';
import { Log } from './log';

/** Adds the inserter to a stack. */
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

/** An acknowledged row, and the times when it was sent and acknowledged, by the machine's clock. */
interface Row {
  readonly n: number;
  readonly from: number;
  readonly to: number;
}

export class Inserter {
  constructor(private readonly namespace: string) {}

  /** Waits for several rows that are sent from now on. A terminating Postgres may still acknowledge one. */
  async resumed(): Promise<void> {
    const now = Date.now();
    await eventually('more rows', async () => (await this.since(now)).length > 5);
  }

  /** Waits for new rows. Returns the first number in the log. */
  async first(): Promise<number> {
    await this.resumed();
    return numbers(await this.log())[0];
  }

  /** The first acknowledged row that was sent after a moment. */
  async firstAfter(moment: number): Promise<Row> {
    return eventually('the first row', async () => (await this.since(moment))[0]);
  }

  /** All acknowledged rows. Fails if the log has lost lines since `first` was called. */
  async acknowledged(first: number): Promise<number[]> {
    const output = 'jsonpath={.items[*].status.containerStatuses[*].restartCount}';
    const selector = 'app.kubernetes.io/name=inserter';
    const pods = ['--namespace', this.namespace, '--selector', selector];
    expect(await kubectl('get', 'pods', ...pods, '--output', output)).toBe('0');
    return acknowledgedIn(await this.log(), first);
  }

  /** Follows the log, which is complete when the pod has terminated. */
  async follow(): Promise<Log> {
    return Log.follow(this.namespace, 'deployment/inserter', 'committed');
  }

  /** The acknowledged rows that are missing from the database. */
  async lost(acknowledged: number[]): Promise<number[]> {
    const query = ['psql', '--username=postgres', '--tuples-only', '--no-align', '--command=SELECT n FROM numbers'];
    const printed = await kubectl('exec', '--namespace', this.namespace, 'deployment/postgres', '--', ...query);
    const kept = new Set(printed.split('\n').map(Number));
    return acknowledged.filter((n) => !kept.has(n));
  }

  /** The acknowledged rows that were sent after a moment. */
  private async since(moment: number): Promise<Row[]> {
    const log = await this.log(`--since-time=${new Date(moment).toISOString()}`);
    return committed(log).filter(({ from }) => from > moment);
  }

  private log(...options: string[]): Promise<string> {
    return kubectl('logs', '--namespace', this.namespace, 'deployment/inserter', ...options);
  }
}

/** The acknowledged rows in a log. Fails if the log starts after the first number, or has gaps. */
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
