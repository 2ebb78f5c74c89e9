const FIRST_MS = 1_000;
const LONGEST_MS = 10_000;

/** How long to wait before another attempt: twice as long each time, and not for all browsers the same. */
export function backOff(attempt: number, chance = Math.random()): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);
  return Math.round(longest * (0.5 + chance / 2));
}
