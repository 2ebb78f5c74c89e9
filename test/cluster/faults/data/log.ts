// The log of a pod, collected while it is written: it is deleted with the pod.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '../../cluster';

export class Log {
  /** Follows a log from its first line. Resolves when a text has appeared that every such log has near its beginning. */
  static async follow(namespace: string, what: string, early: string): Promise<Log> {
    return eventually(`"${early}" in the log of ${what}`, async () => {
      const log = new Log(spawn('kubectl', ['logs', '--follow', '--namespace', namespace, what]));
      try {
        await eventually(`"${early}"`, async () => log.text.includes(early), 10);
        return log;
      } catch (error) {
        log.close();
        throw error;
      }
    });
  }

  /** Resolves when the log is complete. */
  readonly ended: Promise<unknown>;
  private collected = '';

  private constructor(private readonly follower: ChildProcessWithoutNullStreams) {
    follower.stdout.setEncoding('utf8').on('data', (text) => (this.collected += text));
    this.ended = once(follower, 'close');
  }

  get text(): string {
    return this.collected;
  }

  close(): void {
    this.follower.kill();
  }
}
