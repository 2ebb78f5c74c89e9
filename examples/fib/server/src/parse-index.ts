const HIGHEST = 40;

export class InvalidIndex extends Error {}

/** Returns the index in a body such as `{"index": 7}`. */
export function parseIndex(body: unknown): number {
  const index: unknown = typeof body === 'object' && body !== null && 'index' in body ? body.index : undefined;
  if (typeof index === 'number' && Number.isInteger(index) && index >= 0 && index <= HIGHEST) return index;
  throw new InvalidIndex(`index is ${describe(index)}; allowed: a whole number from 0 to ${HIGHEST}`);
}

/** Truncates the value, because it is sent back to the client. */
function describe(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 40);
}
