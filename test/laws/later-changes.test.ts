// Changes of a declaration after it was passed do not change the manifests: what was checked is what is written.
import { synthesizeObjects } from '../manifests';
import { Draw } from './random/draw';
import { declareApp } from './random/stacks';

const RUNS = process.env.LAWS === 'all' ? 60 : 8;

test(`random apps ignore later changes of their declarations`, () => {
  for (let seed = 1; seed <= RUNS; seed++) {
    const expected = synthesizeObjects(declareApp(new Draw(seed)).app);
    const draw = new Draw(seed);
    const { app } = declareApp(draw);
    for (const value of draw.values.values()) destroy(value);
    expect({ seed, objects: synthesizeObjects(app) }).toEqual({ seed, objects: expected });
  }
});

/** Empties lists and object literals, and everything in them. Values of classes and frozen values stay. */
function destroy(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value) || Object.isFrozen(value)) return;
  seen.add(value);
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return;
  for (const key of Object.keys(value)) {
    destroy((value as Record<string, unknown>)[key], seen);
    Reflect.deleteProperty(value, key);
  }
  if (Array.isArray(value)) value.length = 0;
}
