/** The last index whose value a double holds exactly. */
const LAST = 78;

/** F(0) = 0, F(1) = 1, and each one after that the sum of the two before it. */
export function fibonacci(index: number): number {
  if (!Number.isInteger(index) || index < 0 || index > LAST) {
    throw new RangeError(`index is ${index}; allowed is a whole number from 0 to ${LAST}`);
  }
  let [value, next] = [0, 1];
  for (let i = 0; i < index; i++) [value, next] = [next, value + next];
  return value;
}
