// What became of a text between the declaration and the manifests, as two readers of YAML see them, of its versions 1.1 and 1.2.
import { loadAll } from 'js-yaml';
import { parseAllDocuments } from 'yaml';

/** The values of manifests by their places, which are the keys that lead there. */
export type Leaves = ReadonlyMap<string, unknown>;

export function leaves(yaml: string): Leaves {
  const newer = loadAll(yaml);
  const older = parseAllDocuments(yaml, { version: '1.1', merge: false }).map((document) => document.toJS() as unknown);
  expect(older).toEqual(newer);
  return new Map(leavesOf(newer, []));
}

/** The name of a ConfigMap follows its content. */
function leavesOf(value: unknown, path: string[]): [string, unknown][] {
  if (typeof value !== 'object' || value === null)
    return [[path.join('\n'), typeof value === 'string' ? value.replace(/-[0-9a-f]{8}$/, '-…') : value]];
  const entries = Object.entries(value);
  if (entries.length === 0) return [[path.join('\n'), 'empty']];
  return entries.flatMap(([key, item]) => leavesOf(item, [...path, JSON.stringify(key)]));
}

/** Whether a text has come where another one was, and what else has changed. */
export function arrival(
  base: Leaves,
  other: Leaves,
  from: string,
  to: string,
): { arrives: boolean; changes: string[] } {
  const forms = (text: string) => [text, ...formsOf(from, to).map(([one, two]) => text.replaceAll(one, () => two))];
  const pathForms = (path: string) =>
    forms(path).concat(
      formsOf(from, to).map(([one, two]) => path.replaceAll(JSON.stringify(one), () => JSON.stringify(two))),
    );
  const places = [...base.keys()].map((path) => [path, pathForms(path).find((each) => other.has(each))] as const);
  const found = new Set(places.map(([, now]) => now));
  const kept = places.filter((each): each is readonly [string, string] => each[1] !== undefined);
  const moved = kept.filter(([path, now]) => path !== now || base.get(path) !== other.get(now));
  return {
    arrives: moved.length > 0,
    changes: [
      ...places.filter(([, now]) => now === undefined).map(([path]) => `${path} is lost`),
      ...[...other.keys()].filter((path) => !found.has(path)).map((path) => `${path} is new`),
      ...moved
        .filter(([path, now]) => !isForm(base.get(path), other.get(now), forms))
        .map(([path, now]) => `${path}: ${base.get(path)} became ${other.get(now)}`),
    ],
  };
}

function isForm(before: unknown, after: unknown, forms: (text: string) => string[]): boolean {
  return before === after || (typeof before === 'string' && forms(before).includes(after as string));
}

/** As it is written; with dollars that Kubernetes leaves alone; in a URL; without the root's slash, below a volume. */
function formsOf(from: string, to: string): [string, string][] {
  const encoded = /\p{Surrogate}/u.test(to) ? to : encodeURIComponent(to);
  const whole: [string, string][] = [to, to.replaceAll('$', '$$$$'), encoded].map((each) => [from, each]);
  return from.startsWith('/') ? [...whole, [from.slice(1), to.slice(1)]] : whole;
}
