import { kindOf, nameOf, namespaceOf, type Manifest } from './manifest';
import { PodIndex } from './pod-index';
import { podOf } from './pods';

/** The objects of each namespace, by kind and name, and the pods. */
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

  public pods(namespace: string, selector: unknown): readonly unknown[] {
    return this.podIndex.find(namespace, selector).map((index) => podOf(this.manifests[index]));
  }
}
