// The pods of a namespace as they change: what is so for a moment only is missed by who asks now and then.
import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Manifest } from '../../manifests';
import { eventually, kubectl } from '../cluster';
import { podOf, type Pod } from './pod';

export class Watch {
  /** Begins to watch, with all pods that there are. */
  static async start(namespace: string): Promise<Watch> {
    const watch = new Watch(`/api/v1/namespaces/${namespace}/pods`);
    await watch.begin();
    return watch;
  }

  private pods = new Map<string, Pod>();
  private readonly changes = new EventEmitter().setMaxListeners(50);
  private following?: ChildProcess;
  private isStopped = false;
  private failure?: Error;

  private constructor(private readonly path: string) {}

  /** The API server ends a watch now and then: it is begun anew, with the pods that there are by then. */
  private async begin(): Promise<void> {
    const { metadata, items } = JSON.parse(await eventually('all pods', () => kubectl('get', '--raw', this.path)));
    this.pods = new Map(items.map(podOf).map((pod: Pod) => [pod.uid, pod]));
    this.changes.emit('change');
    const query = `?watch=true&resourceVersion=${metadata.resourceVersion}&timeoutSeconds=3600`;
    if (this.isStopped) return;
    const following = spawn('kubectl', ['get', '--raw', `${this.path}${query}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.following = following;
    createInterface(following.stdout).on('line', (line) => this.see(JSON.parse(line)));
    following.on('close', () => {
      if (!this.isStopped) this.begin().catch((error) => (this.failure = error));
    });
  }

  private see({ type, object }: Manifest): void {
    if (object.kind !== 'Pod') return;
    const pod = podOf(object);
    if (type === 'DELETED') this.pods.delete(pod.uid);
    else this.pods.set(pod.uid, pod);
    this.changes.emit('change');
  }

  stop(): void {
    this.isStopped = true;
    this.following?.kill();
  }

  /** The pods of a component as they are now, in the order in which they were seen. */
  of(component: string): Pod[] {
    return this.all().filter((pod) => pod.component === component);
  }

  all(): Pod[] {
    return [...this.pods.values()];
  }

  /** Waits until something is so. */
  async until(what: string, isSo: () => boolean, seconds = 180): Promise<void> {
    const signal = AbortSignal.timeout(seconds * 1000);
    while (!isSo()) {
      if (this.failure) throw this.failure;
      await once(this.changes, 'change', { signal }).catch((error) => {
        throw new Error(`${what}: not within ${seconds} s; ${JSON.stringify(this.all())}`, { cause: error });
      });
    }
  }

  /** Waits until a component has so many pods, all of them ready, and none of those that are named. */
  async settled(component: string, count: number, without: string[] = []): Promise<void> {
    await this.until(`${count} pods of ${component}`, () => {
      const pods = this.of(component);
      const isRight = ({ name, isReady, isEnding }: Pod) => isReady && !isEnding && !without.includes(name);
      return pods.length === count && pods.every(isRight);
    });
  }

  /** Says the fewest pods of a component that were ready at once, and were to stay, since it was asked. */
  fewestReady(component: string): () => number {
    const ready = () => this.of(component).filter(({ isReady, isEnding }) => isReady && !isEnding).length;
    let fewest = ready();
    this.changes.on('change', () => (fewest = Math.min(fewest, ready())));
    return () => fewest;
  }

  /** Says the names of all pods of which something ever was so since it was asked. */
  ever(isSo: (pod: Pod) => boolean): () => string[] {
    const seen = new Set<string>();
    const look = () => {
      for (const pod of this.all()) if (isSo(pod)) seen.add(pod.name);
    };
    look();
    this.changes.on('change', look);
    return () => [...seen].sort();
  }
}
