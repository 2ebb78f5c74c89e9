// Manifests with one value changed: what a law or a statement has to notice.
import { Manifests, type Manifest } from '../manifests';

export interface Mutant {
  /** The place of the value: `Service/redis.spec.ports.0.port`. */
  readonly name: string;
  readonly mutate: () => Manifests;
}

/** Every value in the manifests, and the manifests with this one changed. */
export function mutants(objects: Manifest[]): Mutant[] {
  return objects.flatMap(({ kind, metadata }, index) =>
    places(objects[index]).map((place) => ({
      name: `${kind}/${metadata.name}.${place.join('.')}`,
      mutate: () => changed(objects, [index, ...place]),
    })),
  );
}

/** Everything that can be taken out of the manifests, whole objects too, and the manifests without it. */
export function removals(objects: Manifest[]): Mutant[] {
  return objects.flatMap(({ kind, metadata }, index) =>
    [[], ...parts(objects[index])].map((place) => ({
      name: [`${kind}/${metadata.name}`, ...place].join('.'),
      mutate: () => without(objects, [index, ...place]),
    })),
  );
}

function parts(value: Manifest): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [[key], ...parts(value[key]).map((rest) => [key, ...rest])]);
}

function without(objects: Manifest[], place: (string | number)[]): Manifests {
  const copy = structuredClone(objects);
  const last = place[place.length - 1];
  const holder = place.slice(0, -1).reduce((value: Manifest, key) => value[key], copy);
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else Reflect.deleteProperty(holder as object, last);
  return new Manifests(copy);
}

function places(value: Manifest): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return Object.keys(value).flatMap((key) => places(value[key]).map((rest) => [key, ...rest]));
}

function changed(objects: Manifest[], place: (string | number)[]): Manifests {
  const copy = structuredClone(objects);
  const last = place[place.length - 1];
  const holder = place.slice(0, -1).reduce((value: Manifest, key) => value[key], copy);
  holder[last] = typeof holder[last] === 'number' ? holder[last] + 1 : `x${holder[last]}`;
  return new Manifests(copy);
}
