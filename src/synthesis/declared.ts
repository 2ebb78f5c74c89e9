// The objects that the library has created, as their components declared them.
import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';

/** An object as it was declared, before patches and the labels of its chart. */
export interface Declared {
  readonly component: IConstruct;
  readonly manifest: object;
}

const declared = new WeakMap<ApiObject, Declared>();
const objectsOf = new WeakMap<IConstruct, ApiObject[]>();

/** Registers an object that the library has created. */
export function setDeclared(object: ApiObject, declaration: Declared): void {
  declared.set(object, declaration);
  const known = objectsOf.get(declaration.component);
  if (known) known.push(object);
  else objectsOf.set(declaration.component, [object]);
}

/** Returns the declaration of an object that the library has created; undefined for any other object. */
export function findDeclared(object: ApiObject): Declared | undefined {
  return declared.get(object);
}

/** Returns the objects that components have created and that were removed from the tree since. */
export function removedObjects(constructs: readonly IConstruct[]): ApiObject[] {
  return constructs.flatMap(
    (construct) =>
      objectsOf.get(construct)?.filter((object) => construct.node.tryFindChild(object.node.id) !== object) ?? [],
  );
}
