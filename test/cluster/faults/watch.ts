// The pods of a namespace as they change. Polling would miss states that last a moment.
import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Manifest } from '../../manifests';
import { eventually, kubectl } from '../cluster';
import { podOf, type Pod } from './pod';

export class Watch {
  /** Starts to watch, with all existing pods. */
  static async start(namespace: string): Promise<Watch> {
    const watch = new Watch(`/api/v1/namespaces/${namespace}/pods`);
    await watch.open();
    return watch;
  }

  private pods = new Map<string, Pod>();
  private readonly changes = new EventEmitter().setMaxListeners(50);
  private stream?: ChildProcess;
  private isStopped = false;
  private failure?: Error;

  private constructor(private readonly path: string) {}

  /** The API server closes a watch from time to time. A new one then starts with the pods that exist by then. */
  private async open(): Promise<void> {
    const { metadata, items } = JSON.parse(await eventually('all pods', () => kubectl('get', '--raw', this.path)));
    this.pods = new Map(items.map(podOf).map((pod: Pod) => [pod.uid, pod]));
    this.changes.emit('change');
    const query = `?watch=true&resourceVersion=${metadata.resourceVersion}&timeoutSeconds=3600`;
    if (this.isStopped) return;
    const stream = spawn('kubectl', ['get', '--raw', `${this.path}${query}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.stream = stream;
    createInterface(stream.stdout).on('line', (line) => this.update(JSON.parse(line)));
    stream.on('close', () => {
      if (!this.isStopped) this.open().catch((error) => (this.failure = error));
    });
  }

  private update({ type, object }: Manifest): void {
    if (object.kind !== 'Pod') return;
    const pod = podOf(object);
    if (type === 'DELETED') this.pods.delete(pod.uid);
    else this.pods.set(pod.uid, pod);
    this.changes.emit('change');
  }

  stop(): void {
    this.isStopped = true;
    this.stream?.kill();
  }

  /** The current pods of a component, in the order in which they appeared. */
  of(component: string): Pod[] {
    return this.all().filter((pod) => pod.component === component);
  }

  all(): Pod[] {
    return [...this.pods.values()];
  }

  /** Waits until a condition holds. */
  async until(what: string, holds: () => boolean, seconds = 180): Promise<void> {
    const signal = AbortSignal.timeout(seconds * 1000);
    while (!holds()) {
      if (this.failure) throw this.failure;
      await once(this.changes, 'change', { signal }).catch((error) => {
        throw new Error(`${what}: not within ${seconds} s; ${JSON.stringify(this.all())}`, { cause: error });
      });
    }
  }

  /** Waits until a component has exactly this many pods, all ready, and the named ones are gone. */
  async settled(component: string, count: number, without: string[] = []): Promise<void> {
    await this.until(`${count} pods of ${component}`, () => {
      const pods = this.of(component);
      const isExpected = ({ name, isReady, isTerminating }: Pod) =>
        isReady && !isTerminating && !without.includes(name);
      return pods.length === count && pods.every(isExpected);
    });
  }

  /** Returns the lowest number of pods of a component that were ready, and not terminating, since this call. */
  fewestReady(component: string): () => number {
    const ready = () => this.of(component).filter(({ isReady, isTerminating }) => isReady && !isTerminating).length;
    let fewest = ready();
    this.changes.on('change', () => (fewest = Math.min(fewest, ready())));
    return () => fewest;
  }

  /** Returns the names of all pods that matched at any moment since this call. */
  ever(matches: (pod: Pod) => boolean): () => string[] {
    const seen = new Set<string>();
    const look = () => {
      for (const pod of this.all()) if (matches(pod)) seen.add(pod.name);
    };
    look();
    this.changes.on('change', look);
    return () => [...seen].sort();
  }
}
