/** The highest index whose value a double represents exactly. */
const HIGHEST = 78;

/** Returns F(index), where F(0) = 0, F(1) = 1, and every other value is the sum of the two before it. */
export function fibonacci(index: number): number {
  if (!Number.isInteger(index) || index < 0 || index > HIGHEST) {
    throw new RangeError(`index is ${index}; allowed: a whole number from 0 to ${HIGHEST}`);
  }
  let [value, next] = [0, 1];
  for (let i = 0; i < index; i++) [value, next] = [next, value + next];
  return value;
}
