import { shown } from './messages';

/** Far above what any cluster holds: no more than a slip of the finger. */
const MOST_REPLICAS = 10_000;

/** What is wrong with a number of pods. */
export function countMistake(property: string, count: number, least = 1, why = ''): string | undefined {
  if (Number.isInteger(count) && count >= least && count <= MOST_REPLICAS) return undefined;
  return `${property} is ${shown(count)}; allowed is a whole number from ${least}${why} to ${MOST_REPLICAS}`;
}
