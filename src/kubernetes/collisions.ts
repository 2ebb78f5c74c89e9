// Two objects of one kind with the same name: the second would overwrite the first. The check runs when all objects
// are declared, so that it includes objects that are not the library's.
import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { formatValue } from '../checks/messages';
import { reportErrors } from '../checks/report';
import { namespaceKey } from '../identity/registry';
import { findDeclared } from '../synthesis/declared';

/** The apps and charts that are watched, and the number of their parts at the last check. */
const watchedScopes = new WeakMap<IConstruct, number>();
/** The components with reported collisions, and the owners of the first objects. */
const reportedOwners = new WeakMap<IConstruct, Set<IConstruct>>();

/** Reports other objects with the same kind and name, in the app or in a chart that is rendered alone. */
export function watchObjectName(object: ApiObject): void {
  for (const scope of new Set([object.node.root, Chart.of(object)])) {
    if (watchedScopes.has(scope)) continue;
    watchedScopes.set(scope, 0);
    scope.node.addValidation({ validate: () => reportCollisions(scope) });
  }
}

/**
 * cdk8s validates an app and a chart before their children, and repeats this for each chart, even if nothing has
 * changed. To search the whole app every time would cost the square of its size.
 */
function reportCollisions(scope: IConstruct): string[] {
  const parts = scope.node.scope ? [scope] : [scope, ...scope.node.children];
  const size = parts.reduce((sum, part) => sum + part.node.children.length, 0);
  if (watchedScopes.get(scope) === size) return [];
  watchedScopes.set(scope, size);
  const firstByKey = new Map<string, ApiObject>();
  for (const object of scope.node.findAll().filter(ApiObject.isApiObject)) {
    const key = objectKey(object);
    if (key === undefined) continue;
    const first = firstByKey.get(key);
    if (first === undefined) firstByKey.set(key, object);
    else if (object.kind === 'ServiceAccount' && object.name === 'default' && findDeclared(object))
      continue; // its id has an error
    else if (findDeclared(object) || findDeclared(first)) reportCollision(object, first);
  }
  return [];
}

/** Returns a text that identifies an object in a cluster; undefined if a part of it is no text. */
function objectKey(object: ApiObject): string | undefined {
  const namespace = object.kind === 'Namespace' ? '' : (object.metadata.namespace ?? namespaceKey(object));
  const parts: unknown[] = [object.apiGroup, object.kind, namespace, object.name];
  return parts.every((part) => typeof part === 'string') ? parts.join('\n') : undefined;
}

function reportCollision(object: ApiObject, first: ApiObject): void {
  const [owner, firstOwner] = [object, first].map((item) => findDeclared(item)?.component ?? item);
  if (reportedOwners.get(owner)?.has(firstOwner)) return;
  reportedOwners.set(owner, (reportedOwners.get(owner) ?? new Set()).add(firstOwner));
  const kind = object.kind === 'Namespace' ? 'namespace' : object.kind;
  const error = `${firstOwner.node.path} already creates the ${kind} ${formatValue(object.name)}.`;
  reportErrors(owner, `${error} ${wayOut(object)}.`);
}

function wayOut(object: ApiObject): string {
  const isOwn = findDeclared(object) !== undefined;
  if (object.kind === 'Namespace') return isOwn ? 'Set createNamespace: false here' : 'Remove this object';
  return isOwn ? 'Choose another id' : 'Choose another name for one of the two';
}
