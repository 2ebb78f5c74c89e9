const FIRST_MS = 100;
const LONGEST_MS = 5_000;

/** Returns the delay before the next attempt: doubles each time, with jitter so that pods do not retry in step. */
export function backOff(attempt: number, random = Math.random()): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return Math.round(longest * (0.5 + random / 2));
}
