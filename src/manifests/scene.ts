import { kindOf, nameOf, namespaceOf, type Manifest } from './manifest';
import { PodIndex } from './pod-index';

/** The objects of each namespace, by kind and name, and the workloads. */
export class Scene {
  private readonly objects = new Map<string, Manifest>();
  private readonly podIndex: PodIndex;

  constructor(private readonly manifests: readonly Manifest[]) {
    for (const manifest of manifests)
      this.objects.set(`${kindOf(manifest)} ${namespaceOf(manifest)}/${nameOf(manifest)}`, manifest);
    this.podIndex = new PodIndex(manifests);
  }

  public find(kind: string, namespace: string, name: unknown): Manifest | undefined {
    return this.objects.get(`${kind} ${namespace}/${String(name)}`);
  }

  /** Returns the workloads whose pods a label selector selects. */
  public workloads(namespace: string, selector: unknown): readonly Manifest[] {
    return this.podIndex.find(namespace, selector).map((index) => this.manifests[index]);
  }
}
