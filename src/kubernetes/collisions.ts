// Two objects of one kind with one name: the later one would overwrite the other. Seen when all objects are there, so
// that those which are made beside the library's take part.
import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { report, shown } from '../checks/messages';
import { namespaceKey } from '../identity/registry';

/** The apps and charts that are watched, and how large each was when it was last looked through. */
const watched = new WeakMap<IConstruct, number>();
/** Which component has been told of which other one. */
const reported = new WeakMap<IConstruct, Set<IConstruct>>();
/** The objects that the library has made, by the components that they are of. */
const owners = new WeakMap<ApiObject, IConstruct>();

/** Sees to it that nothing in the app, or in a chart that is rendered alone, is called like an object of a component. */
export function watchName(object: ApiObject, component: IConstruct): void {
  owners.set(object, component);
  for (const scope of new Set([object.node.root, Chart.of(object)])) {
    if (watched.has(scope)) continue;
    watched.set(scope, 0);
    scope.node.addValidation({ validate: () => reportCollisions(scope) });
  }
}

/**
 * Core asks an app and a chart before what is below them. It asks everything again for each chart, when nothing has
 * changed: to look through all of it once more each time would cost the square of its size.
 */
function reportCollisions(scope: IConstruct): string[] {
  const parts = scope.node.scope ? [scope] : [scope, ...scope.node.children];
  const size = parts.reduce((sum, part) => sum + part.node.children.length, 0);
  if (watched.get(scope) === size) return [];
  watched.set(scope, size);
  const seen = new Map<string, ApiObject>();
  for (const object of scope.node.findAll().filter(ApiObject.isApiObject)) {
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
  const [component, first] = [object, other].map((each) => owners.get(each) ?? each);
  if (reported.get(component)?.has(first)) return;
  reported.set(component, (reported.get(component) ?? new Set()).add(first));
  const what = object.kind === 'Namespace' ? 'namespace' : object.kind;
  report(component, `the ${what} ${shown(object.name)} is already made by ${first.node.path}; ${wayOut(object)}`);
}

function wayOut(object: ApiObject): string {
  const isOurs = owners.has(object);
  if (object.kind === 'Namespace') return isOurs ? 'set createNamespace: false here' : 'leave it out';
  return isOurs ? 'choose another id' : 'choose another name for one of them';
}
