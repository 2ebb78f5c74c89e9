// Manifests with one change, which a law or a statement has to notice.
import { Manifests, type Manifest } from '../manifests';

/** Manifests with one change. */
export interface Mutant {
  /** The path of the changed value: `Service/redis.spec.ports.0.port`. */
  readonly name: string;
  readonly mutate: () => Manifests;
}

type Path = (string | number)[];

/** Returns mutants in which one value differs. */
export function changes(objects: Manifest[]): Mutant[] {
  return mutants(objects, leafPaths, change);
}

/** Returns mutants in which one value, list, map or whole object is missing. */
export function removals(objects: Manifest[]): Mutant[] {
  return mutants(objects, (object) => [[], ...paths(object)], remove);
}

/** @param edit changes a copy of one of the objects */
function mutants(
  objects: Manifest[],
  pathsOf: (object: Manifest) => Path[],
  edit: (holder: Manifest, key: string | number) => void,
): Mutant[] {
  return objects.flatMap((object: Manifest, index) =>
    pathsOf(object).map((path) => ({
      name: [`${object.kind}/${object.metadata.name}`, ...path].join('.'),
      mutate: () => {
        const copy = [...objects];
        if (path.length > 0) copy[index] = structuredClone(object) as Manifest;
        const holder = [index, ...path.slice(0, -1)].reduce((value: Manifest, key) => value[key], copy);
        if (path.length > 0) edit(holder, path[path.length - 1]);
        else copy.splice(index, 1);
        return new Manifests(copy);
      },
    })),
  );
}

function change(holder: Manifest, key: string | number): void {
  holder[key] = typeof holder[key] === 'number' ? holder[key] + 1 : `x${holder[key]}`;
}

function remove(holder: Manifest, key: string | number): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder as object, key);
}

function paths(value: Manifest): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [[key], ...paths(value[key]).map((rest) => [key, ...rest])]);
}

function leafPaths(value: Manifest): Path[] {
  if (typeof value !== 'object' || value === null) return [[]];
  return Object.keys(value).flatMap((key) => leafPaths(value[key]).map((rest) => [key, ...rest]));
}
