import { setTimeout as sleep } from 'node:timers/promises';
import { backOff } from './back-off.js';

export interface LoopOptions {
  readonly periodMs: number;
  readonly onError: (error: unknown) => void;
}

/** Runs an action periodically, after a growing delay if it fails, and immediately when woken. */
export class Loop {
  private readonly stopped = new AbortController();
  private pause = new AbortController();

  constructor(
    private readonly action: () => Promise<unknown>,
    private readonly options: LoopOptions,
  ) {}

  /** Resolves when the loop has stopped. */
  async run(): Promise<void> {
    for (let failures = 0; !this.stopped.signal.aborted;) {
      this.pause = new AbortController();
      const succeeded = await this.attempt();
      failures = succeeded ? 0 : failures + 1;
      await this.sleep(succeeded ? this.options.periodMs : backOff(failures));
    }
  }

  /** Skips the current pause, or the next one while the action runs. */
  wake(): void {
    this.pause.abort();
  }

  stop(): void {
    this.stopped.abort();
    this.wake();
  }

  private async attempt(): Promise<boolean> {
    try {
      await this.action();
      return true;
    } catch (error) {
      this.options.onError(error);
      return false;
    }
  }

  private async sleep(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.pause.signal }).catch(() => undefined);
  }
}
