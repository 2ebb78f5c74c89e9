// Properties that a declaration has and a table of checks has not.
import { placeOf } from './kubernetes-fields';
import { NOT_SHOWN, notAllowed } from './messages';
import { findNearest } from './nearest';

/** The number of names in one error. */
const MOST_NAMES = 5;

/**
 * Returns an error for each unknown property that is a field of Kubernetes or near a known one, and one error for all others. A name is shown if it
 * looks like one of a property: with names and values swapped it may be a password.
 * @param of the group that the properties belong to
 */
export function unknownPropertyErrors(unknown: string[], known: string[], of?: string): string[] {
  const elsewhere = unknown.filter((property) => placeOf(property, known) !== undefined);
  const others = unknown.filter((property) => !elsewhere.includes(property));
  const nearest = new Map(others.map((property) => [property, findNearest(property, known)]));
  const near = others.filter((property) => nearest.get(property) !== undefined);
  const far = others.filter((property) => nearest.get(property) === undefined);
  const plain = far.filter((property) => /^[a-z][A-Za-z_-]{0,62}$/.test(property));
  const name = (property: string) => (of === undefined ? property : `${of}.${property}`);
  const allowed = [...known].sort().join(', ');
  return [
    ...elsewhere.map((property) => `${name(property)} is unknown. ${placeOf(property, known)}.`),
    ...near.map((property) => `${name(property)} is unknown; did you mean ${nearest.get(property)}?`),
    ...(plain.length > 0 ? [`${enumerate(plain.map(name))} unknown; allowed: ${allowed}.`] : []),
    ...(plain.length < far.length
      ? [notAllowed(`the name of a property${of ? ` of ${of}` : ''}`, NOT_SHOWN, allowed)]
      : []),
  ];
}

/** Returns the subject and the verb of a sentence about names. */
function enumerate(names: string[]): string {
  if (names.length === 1) return `${names[0]} is`;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more are` : `${shown} are`;
}
