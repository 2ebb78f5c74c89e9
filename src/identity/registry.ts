import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** What the components of an app may each have once: a name, a claim, a host. Goes with the app. */
export class Registry<T> {
  private readonly apps = new WeakMap<IConstruct, Map<string, T>>();

  /** Keeps the value if it is the first with this key in its app; else answers with the one that was. */
  public other(scope: IConstruct, key: string, value: T): T | undefined {
    const { root } = scope.node;
    const known = this.apps.get(root) ?? new Map<string, T>();
    this.apps.set(root, known);
    const other = known.get(key);
    if (other === undefined) known.set(key, value);
    return other;
  }

  /** The value of a key, where one is kept. */
  public find(scope: IConstruct, key: string): T | undefined {
    return this.apps.get(scope.node.root)?.get(key);
  }
}

/** Tells namespaces apart. A chart that names none can be applied to any: it has one for itself. */
export function namespaceKey(scope: IConstruct): string {
  const chart = Chart.of(scope);
  return chart.namespace ?? `\n${chart.node.path}`;
}
