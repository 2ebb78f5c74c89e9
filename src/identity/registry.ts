import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** Values that the components of an app register under keys: names, claims, hosts. It lives as long as the app. */
export class Registry<T> {
  private readonly apps = new WeakMap<IConstruct, Map<string, T>>();

  /** Registers a value, unless the key is taken: then it returns the value that the key has. */
  public register(scope: IConstruct, key: string, value: T): T | undefined {
    const { root } = scope.node;
    const values = this.apps.get(root) ?? new Map<string, T>();
    this.apps.set(root, values);
    const registered = values.get(key);
    if (registered === undefined) values.set(key, value);
    return registered;
  }

  /** Returns the value of a key, if there is one. */
  public find(scope: IConstruct, key: string): T | undefined {
    return this.apps.get(scope.node.root)?.get(key);
  }
}

/** Returns a key that tells namespaces apart. A chart without a namespace can be applied to any: it has its own key. */
export function namespaceKey(scope: IConstruct): string {
  const chart = Chart.of(scope);
  return chart.namespace ?? `\n${chart.node.path}`;
}
