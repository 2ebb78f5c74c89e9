// Every Postgres that runs on a volume, one after the other, by what each of them says.
import { Log } from './log';

/** As process 1 it says when it starts and when it is done. */
const START = '[1] LOG:  starting PostgreSQL';
const END = '[1] LOG:  database system is shut down';
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/;

interface Life {
  readonly start: string;
  readonly end: string;
}

export class Postmasters {
  private readonly logs: Log[] = [];

  constructor(private readonly namespace: string) {}

  /** Hears the one that is there, to its end. */
  async follow(pod: string): Promise<void> {
    this.logs.push(await Log.follow(this.namespace, `pod/${pod}`, START));
  }

  /** Lives that do not follow one another; those too of which a start or an end was not heard, but the end of the last. */
  async mistakes(): Promise<string[]> {
    await Promise.all(this.logs.slice(0, -1).map(({ ended }) => ended));
    const lives = this.logs.map(({ text }) => ({ start: when(text, START), end: when(text, END) }));
    const isRight = ({ start, end }: Life, next?: Life) =>
      TIME.test(start) && (next ? TIME.test(end) && end <= next.start : end === 'not heard');
    const wrong = lives.filter((life, index) => !isRight(life, lives[index + 1]));
    return wrong.map(({ start, end }) => `start ${start}, end ${end}`);
  }

  /** Hears no more. */
  end(): void {
    for (const log of this.logs) log.close();
  }
}

function when(log: string, what: string): string {
  const line = log.split('\n').findLast((line) => line.includes(what));
  return line?.slice(0, 23) ?? 'not heard';
}
