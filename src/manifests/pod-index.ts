import { entriesAt, field, listAt, namespaceOf, textAt, type Manifest } from './manifest';
import { podOf, selects } from './pods';

/** The pods of a list of manifests, found by namespace and labels. */
export class PodIndex {
  private readonly indexes = new Map<string, number[]>();

  constructor(private readonly manifests: readonly Manifest[]) {
    manifests.forEach((manifest, index) => {
      const pod = podOf(manifest);
      if (pod === undefined) return;
      const namespace = namespaceOf(manifest);
      append(this.indexes, keyOf(namespace), index);
      for (const [key, value] of entriesAt(pod, 'metadata', 'labels')) {
        append(this.indexes, keyOf(namespace, key), index);
        append(this.indexes, keyOf(namespace, key, value), index);
      }
    });
  }

  /** Returns the indexes of the workloads whose pods a label selector selects. */
  public find(namespace: string, selector: unknown): readonly number[] {
    const keys = [keyOf(namespace), ...labelKeys(namespace, selector)];
    const lists = keys.map((key) => this.indexes.get(key) ?? []);
    const shortest = lists.reduce((one, other) => (other.length < one.length ? other : one));
    return shortest.filter((index) => selects(selector, field(podOf(this.manifests[index]), 'metadata', 'labels')));
  }
}

/** Keys of pods without which a selector selects none. */
function labelKeys(namespace: string, selector: unknown): string[] {
  const expressions = listAt(selector, 'matchExpressions').filter((each) =>
    ['In', 'Exists'].includes(textAt(each, 'operator') ?? ''),
  );
  return [
    ...entriesAt(selector, 'matchLabels').map(([key, value]) => keyOf(namespace, key, value)),
    ...expressions.map((each) => keyOf(namespace, String(field(each, 'key')))),
  ];
}

function keyOf(...parts: unknown[]): string {
  return parts.map(String).join('\n');
}

function append(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
