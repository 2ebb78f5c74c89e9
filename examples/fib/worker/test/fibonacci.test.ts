import { expect, test } from 'vitest';
import { fibonacci } from '../src/fibonacci.js';

test.each([
  [0, 0],
  [1, 1],
  [2, 1],
  [10, 55],
  [40, 102334155],
  [78, 8944394323791464],
])('F(%d) = %d', (index, value) => {
  expect(fibonacci(index)).toBe(value);
});

test.each([-1, 1.5, 79, NaN])('rejects the index %d', (index) => {
  expect(() => fibonacci(index)).toThrow(`index is ${index}; allowed: a whole number from 0 to 78`);
});
