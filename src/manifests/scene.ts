import { field, kindOf, nameOf, namespaceOf, type Manifest } from './manifest';
import { podOf, selects } from './pods';

/** The objects of each namespace, by kind and name, and the pods. */
export class Scene {
  private readonly objects = new Map<string, Manifest>();
  private readonly podsByNamespace = new Map<string, unknown[]>();

  constructor(manifests: readonly Manifest[]) {
    for (const manifest of manifests) {
      this.objects.set(`${kindOf(manifest)} ${namespaceOf(manifest)}/${nameOf(manifest)}`, manifest);
      const pod = podOf(manifest);
      if (pod === undefined) continue;
      const pods = this.podsByNamespace.get(namespaceOf(manifest)) ?? [];
      this.podsByNamespace.set(namespaceOf(manifest), pods);
      pods.push(pod);
    }
  }

  public find(kind: string, namespace: string, name: unknown): Manifest | undefined {
    return this.objects.get(`${kind} ${namespace}/${String(name)}`);
  }

  public pods(namespace: string, selector: unknown): readonly unknown[] {
    const pods = this.podsByNamespace.get(namespace) ?? [];
    return pods.filter((pod) => selects(selector, field(pod, 'metadata', 'labels')));
  }
}
