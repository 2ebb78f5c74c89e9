// The objects of an app by name and labels, found once for each validation and asked by many constructs.
import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { namespaceKey } from '../identity/registry';
import { field, kindOf, type Manifest } from '../manifests/manifest';
import { PodIndex } from '../manifests/pod-index';
import { podOf } from '../manifests/pods';
import { findDeclared } from './declared';

/** The objects of an app when it is validated. */
export class AppIndex {
  private readonly services = new Map<string, ApiObject>();
  private readonly components: IConstruct[] = [];
  private readonly pods: PodIndex;

  constructor(app: IConstruct) {
    const workloads: Manifest[] = [];
    for (const object of app.node.findAll().filter(ApiObject.isApiObject)) {
      const namespace = object.metadata.namespace ?? namespaceKey(object);
      if (object.kind === 'Service') this.services.set(`${namespace}\n${object.name}`, object);
      const declared = findDeclared(object);
      if (declared === undefined || podOf(declared.manifest as Manifest) === undefined) continue;
      const { manifest, component } = declared;
      workloads.push({ kind: kindOf(manifest as Manifest), spec: field(manifest, 'spec'), metadata: { namespace } });
      this.components.push(component);
    }
    this.pods = new PodIndex(workloads);
  }

  /** Returns a Service, whoever declares it. */
  public findService(namespace: string, name: string): ApiObject | undefined {
    return this.services.get(`${namespace}\n${name}`);
  }

  /** Returns the components of the library with pods that have these labels. */
  public findComponents(namespace: string, labels: Record<string, string>): IConstruct[] {
    return this.pods.find(namespace, { matchLabels: labels }).map((index) => this.components[index]);
  }
}

const indexes = new WeakMap<IConstruct, AppIndex>();
const watched = new WeakSet<IConstruct>();

/** Returns the index of a construct's app. */
export function indexApp({ node: { root } }: IConstruct): AppIndex {
  const known = indexes.get(root);
  if (known) return known;
  if (!watched.has(root)) root.node.addValidation({ validate: () => (forgetIndex(root), []) });
  watched.add(root);
  const index = new AppIndex(root);
  indexes.set(root, index);
  return index;
}

/** Forgets the index of an app: a validation of all its constructs, or of those of a chart, begins. */
export function forgetIndex({ node: { root } }: IConstruct): void {
  indexes.delete(root);
}
