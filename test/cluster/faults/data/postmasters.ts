// The Postgres processes that run on a volume, one after the other, by their logs.
import { Log } from './log';

/** Process 1 logs its start and its end. */
const START = '[1] LOG:  starting PostgreSQL';
const END = '[1] LOG:  database system is shut down';
const MISSING = 'missing';
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/;

interface Lifetime {
  readonly start: string;
  readonly end: string;
}

export class Postmasters {
  private readonly logs: Log[] = [];

  constructor(private readonly namespace: string) {}

  /** Follows the log of the current one to its end. */
  async follow(pod: string): Promise<void> {
    this.logs.push(await Log.follow(this.namespace, `pod/${pod}`, START));
  }

  /**
   * Describes lifetimes that overlap with the next one, or whose start or end is missing from the log. The last one
   * has not ended.
   */
  async overlaps(): Promise<string[]> {
    await Promise.all(this.logs.slice(0, -1).map(({ ended }) => ended));
    const lifetimes = this.logs.map(({ text }) => ({ start: timeOf(text, START), end: timeOf(text, END) }));
    const isOrdered = ({ start, end }: Lifetime, next?: Lifetime) =>
      TIME.test(start) && (next ? TIME.test(end) && end <= next.start : end === MISSING);
    const overlapping = lifetimes.filter((lifetime, index) => !isOrdered(lifetime, lifetimes[index + 1]));
    return overlapping.map(({ start, end }) => `start ${start}, end ${end}`);
  }

  /** Stops following. */
  close(): void {
    for (const log of this.logs) log.close();
  }
}

/** The time of the last line with this text. */
function timeOf(log: string, text: string): string {
  const line = log.split('\n').findLast((line) => line.includes(text));
  return line?.slice(0, 23) ?? MISSING;
}
