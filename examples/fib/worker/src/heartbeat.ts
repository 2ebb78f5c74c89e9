import { statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Much longer than one round takes, and than the longest delay while Redis is unavailable. */
const STUCK_AFTER_MS = 30_000;

/** A file whose modification time is when the worker began its last round. */
export class Heartbeat {
  constructor(private readonly file = path.join(tmpdir(), 'fib-worker.heartbeat')) {}

  beat(): void {
    writeFileSync(this.file, '');
  }

  /** Returns why the worker counts as stuck, or undefined if it is healthy. */
  findProblem(now = Date.now()): string | undefined {
    const lastBeat = statSync(this.file, { throwIfNoEntry: false })?.mtimeMs;
    if (lastBeat === undefined) return 'the worker has not started';
    if (now - lastBeat <= STUCK_AFTER_MS) return undefined;
    return `the worker has made no progress since ${new Date(lastBeat).toISOString()}`;
  }
}
