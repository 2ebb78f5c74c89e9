import { textAt, type Manifest } from './manifest';
import { containersOf, podOf } from './pods';

/** Returns each declared container with what it has become: the one of the same name, or else a renamed one. */
export function containerPairs(declared: Manifest, changed: Manifest): [declared: unknown, changed: unknown][] {
  const [before, after] = [declared, changed].map((manifest) =>
    containersOf(podOf(manifest)).map(({ container }) => container),
  );
  const names = new Set(before.map((container) => textAt(container, 'name')));
  const byName = new Map(after.map((container) => [textAt(container, 'name'), container]));
  const renamed = after.filter((container) => !names.has(textAt(container, 'name')));
  return before.flatMap((container): [unknown, unknown][] => {
    const same = byName.get(textAt(container, 'name')) ?? renamed.shift();
    return same === undefined ? [] : [[container, same]];
  });
}
