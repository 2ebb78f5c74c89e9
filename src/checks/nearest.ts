// The name that was probably meant by an unknown one.

/** Returns the known name that is nearest to an unknown one; undefined if none is near, or several are equally near. */
export function findNearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > MOST_LENGTH) return undefined;
  const [one, ...others] = known
    .map((candidate) => ({ candidate, distance: distanceOf(normalize(name), normalize(candidate)) }))
    .filter(({ distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((first, second) => first.distance - second.distance);
  if (one === undefined) return findByBeginning(name, known);
  return others[0]?.distance === one.distance ? undefined : one.candidate;
}

/** Longer names are no typing errors, and comparing them takes time. */
const MOST_LENGTH = 63;

function normalize(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '');
}

/** `environment` begins with `env`, and `strip` is the beginning of `stripPrefix`. */
function findByBeginning(name: string, known: readonly string[]): string | undefined {
  const similar = known.filter((candidate) => {
    const [short, long] = [normalize(name), normalize(candidate)].sort((one, other) => one.length - other.length);
    return short.length > 2 && long.startsWith(short);
  });
  return similar.length === 1 ? similar[0] : undefined;
}

/**
 * Returns the number of letters to insert, remove, replace or swap with a neighbor to change one text into another.
 * @see https://en.wikipedia.org/wiki/Damerau%E2%80%93Levenshtein_distance
 */
function distanceOf(from: string, to: string): number {
  let [beforeLast, last]: number[][] = [[], Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = last[column - 1] + (from[row - 1] === to[column - 1] ? 0 : 1);
      const isSwapped = row > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const swapped = isSwapped ? beforeLast[column - 2] + 1 : Infinity;
      current.push(Math.min(last[column] + 1, current[column - 1] + 1, replaced, swapped));
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length];
}
