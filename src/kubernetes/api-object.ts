import { ApiObject, Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { report, shown } from '../wiring/mistake';

/** A manifest as it is written, less what is the same for all. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [field: string]: unknown;
}

export interface Metadata {
  readonly name: string;
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

/** The objects of each app by what a cluster tells them apart by. */
const taken = new WeakMap<IConstruct, Map<string, ApiObject>>();

/** Makes one API object of a component, and reports a name that another object of the app already has. */
export function apiObject(scope: Construct, id: string, manifest: Manifest): ApiObject {
  const object = new ApiObject(scope, id, manifest);
  const other = claim(object);
  if (other) report(scope, collision(object, other));
  return object;
}

function claim(object: ApiObject): ApiObject | undefined {
  const root = object.node.root;
  const names = taken.get(root) ?? new Map<string, ApiObject>();
  taken.set(root, names);
  const key = [object.kind, namespaceOf(object), object.name].join('\n');
  const other = names.get(key);
  if (!other) names.set(key, object);
  return other;
}

/** A chart without a namespace can be applied to any: its names collide with none but its own. */
function namespaceOf(object: ApiObject): string {
  if (object.kind === 'Namespace') return '';
  return object.metadata.namespace ?? `\n${Chart.of(object).node.path}`;
}

function collision(object: ApiObject, other: ApiObject): string {
  const owner = other.node.scope!.node.path;
  if (object.kind === 'Namespace') {
    return `the namespace ${shown(object.name)} is already made by ${owner}; set createNamespace: false here`;
  }
  return `the ${object.kind} ${shown(object.name)} is already made by ${owner}; choose another id`;
}
