import { setTimeout as sleep } from 'node:timers/promises';
import { backOff } from './back-off.js';

export interface RepeatOptions {
  readonly periodMs: number;
  readonly failed: (error: unknown) => void;
}

/** Does a thing again and again: after a period, after a growing pause where it failed, and whenever it is woken. */
export class Repeat {
  private readonly ended = new AbortController();
  private pause = new AbortController();

  constructor(
    private readonly act: () => Promise<unknown>,
    private readonly options: RepeatOptions,
  ) {}

  /** Resolves when it was stopped. */
  async run(): Promise<void> {
    for (let failures = 0; !this.ended.signal.aborted;) {
      this.pause = new AbortController();
      const failed = await this.tried();
      failures = failed ? failures + 1 : 0;
      await this.rest(failed ? backOff(failures) : this.options.periodMs);
    }
  }

  /** Does it at once: the pause in which it is, or the next one, is left out. */
  wake(): void {
    this.pause.abort();
  }

  stop(): void {
    this.ended.abort();
    this.wake();
  }

  private async tried(): Promise<boolean> {
    try {
      await this.act();
      return false;
    } catch (error) {
      this.options.failed(error);
      return true;
    }
  }

  private async rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.pause.signal }).catch(() => undefined);
  }
}
