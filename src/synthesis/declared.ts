// The objects that the library has created, as their components declared them.
import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** An object as it was declared, before patches and the labels of its chart. */
export interface Declared {
  readonly component: IConstruct;
  readonly manifest: object;
}

const declared = new WeakMap<ApiObject, Declared>();

/** The objects of each app, including those that were removed from it. */
const objectsOf = new WeakMap<IConstruct, ApiObject[]>();

/** Registers an object that the library has created. */
export function setDeclared(object: ApiObject, declaration: Declared): void {
  declared.set(object, declaration);
  const { root } = object.node;
  const known = objectsOf.get(root);
  if (known) known.push(object);
  else objectsOf.set(root, [object]);
}

/** Returns the declaration of an object that the library has created; undefined for any other object. */
export function findDeclared(object: ApiObject): Declared | undefined {
  return declared.get(object);
}

/** Returns the objects that components in a construct have created and that were removed since, with their component or not. */
export function removedObjects(constructs: readonly IConstruct[]): ApiObject[] {
  const [top] = constructs;
  const known = new Set(constructs);
  const objects = objectsOf.get(top.node.root) ?? [];
  return objects.filter((object) => !known.has(object) && object.node.scopes.includes(top));
}
