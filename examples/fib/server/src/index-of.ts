const HIGHEST = 40;

export class NotAnIndex extends Error {}

/** The index in a body such as `{"index": 7}`. */
export function indexOf(body: unknown): number {
  const index: unknown = typeof body === 'object' && body !== null && 'index' in body ? body.index : undefined;
  if (typeof index === 'number' && Number.isInteger(index) && index >= 0 && index <= HIGHEST) return index;
  throw new NotAnIndex(`index is ${shown(index)}; allowed is a whole number from 0 to ${HIGHEST}`);
}

/** What was given, cut short: it goes back to whoever sent it. */
function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value).slice(0, 40);
}
