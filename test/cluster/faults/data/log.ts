// The log of a pod, kept as it is written: it goes with its pod.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '../../cluster';

export class Log {
  /** Hears it from its first line on; it does hear once it has heard something that every such log says early. */
  static async follow(namespace: string, what: string, early: string): Promise<Log> {
    return eventually(`"${early}" in the log of ${what}`, async () => {
      const log = new Log(spawn('kubectl', ['logs', '--follow', '--namespace', namespace, what]));
      try {
        await eventually('it', async () => log.text.includes(early), 10);
        return log;
      } catch (error) {
        log.close();
        throw error;
      }
    });
  }

  /** Resolves when nothing more comes. */
  readonly ended: Promise<unknown>;
  private heard = '';

  private constructor(private readonly follower: ChildProcessWithoutNullStreams) {
    follower.stdout.setEncoding('utf8').on('data', (text) => (this.heard += text));
    this.ended = once(follower, 'close');
  }

  get text(): string {
    return this.heard;
  }

  close(): void {
    this.follower.kill();
  }
}
