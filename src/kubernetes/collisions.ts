// Two objects of one kind with one name: the later one would overwrite the other. Seen when all objects are there, so
// that those which are made beside the library's take part.
import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { report, shown } from '../wiring/mistake';
import { namespaceKey } from '../wiring/registry';

/** The apps that are watched, and how large they were when they were last looked through. */
const watched = new WeakMap<IConstruct, number>();
const reported = new WeakSet<ApiObject>();
/** The objects that the library has made, by the components that they are of. */
const owners = new WeakMap<ApiObject, IConstruct>();

/** Sees to it that nothing in the app is called like an object of a component. */
export function watchName(object: ApiObject, component: IConstruct): void {
  owners.set(object, component);
  const { root } = object.node;
  if (watched.has(root)) return;
  watched.set(root, 0);
  root.node.addValidation({ validate: () => reportCollisions(root) });
}

/**
 * Core asks the root before what is below it. It asks everything again for each chart, when nothing has changed: to look
 * through the app once more each time would cost the square of its size.
 */
function reportCollisions(root: IConstruct): string[] {
  const size = root.node.children.reduce((sum, chart) => sum + 1 + chart.node.children.length, 0);
  if (watched.get(root) === size) return [];
  watched.set(root, size);
  const seen = new Map<string, ApiObject>();
  for (const object of root.node.findAll().filter(ApiObject.isApiObject)) {
    const key = nameKey(object);
    const other = seen.get(key);
    if (other === undefined) seen.set(key, object);
    else if (owners.has(object) || owners.has(other)) reportCollision(object, other);
  }
  return [];
}

/** What a cluster tells objects apart by. */
function nameKey(object: ApiObject): string {
  const namespace = object.kind === 'Namespace' ? '' : (object.metadata.namespace ?? namespaceKey(object));
  return [object.apiGroup, object.kind, namespace, object.name].join('\n');
}

function reportCollision(object: ApiObject, other: ApiObject): void {
  if (reported.has(object)) return;
  reported.add(object);
  const owner = (owners.get(other) ?? other).node.path;
  const what = object.kind === 'Namespace' ? 'namespace' : object.kind;
  const wayOut = object.kind === 'Namespace' ? 'set createNamespace: false here' : 'choose another id';
  report(owners.get(object) ?? object, `the ${what} ${shown(object.name)} is already made by ${owner}; ${wayOut}`);
}
