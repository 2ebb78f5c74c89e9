import type { Check } from './check';
import { formatValue } from './messages';

/** Returns the items that a list has more than once, each once. */
export function findDuplicates(names: string[]): string[] {
  const seen = new Set<string>();
  return [...new Set(names.filter((name) => seen.size === seen.add(name).size))];
}

/** Rejects lists in which a text occurs twice. */
export const distinct: Check = (value, property) =>
  findDuplicates((value ?? []) as string[]).map(
    (name) => `${property} has ${formatValue(name)} more than once. Remove the duplicates.`,
  );
