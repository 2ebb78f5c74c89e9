import { statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Far above the seconds that one round takes, or the longest pause while Redis is away. */
const STUCK_AFTER_MS = 30_000;

/** A file whose age says when the worker last began a round. */
export class Heartbeat {
  constructor(private readonly file = path.join(tmpdir(), 'fib-worker.heartbeat')) {}

  beat(): void {
    writeFileSync(this.file, '');
  }

  /** Why the worker is taken for stuck; undefined if it is not. */
  complaint(now = Date.now()): string | undefined {
    const beaten = statSync(this.file, { throwIfNoEntry: false })?.mtimeMs;
    if (beaten === undefined) return 'the worker has not begun';
    return now - beaten > STUCK_AFTER_MS
      ? `the worker has not moved since ${new Date(beaten).toISOString()}`
      : undefined;
  }
}
