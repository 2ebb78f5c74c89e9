// Where a text of a declaration is in the manifests, as two parsers of YAML read them: of version 1.1 and 1.2.
import { loadAll } from 'js-yaml';
import { parseAllDocuments } from 'yaml';

/** The values in manifests, by the keys that lead to them. */
export type Leaves = ReadonlyMap<string, unknown>;

/** @param areCompared whether a parser of YAML 1.1 has to read the same */
export function readLeaves(yaml: string, areCompared = false): Leaves {
  const documents = loadAll(yaml);
  if (areCompared) expect(readVersion11(yaml)).toEqual(documents);
  return new Map(leavesOf(documents, []));
}

/** Returns the values in the objects of an app, without writing YAML. */
export function leavesIn(objects: unknown[]): Leaves {
  return new Map(leavesOf(JSON.parse(JSON.stringify(objects)), []));
}

function readVersion11(yaml: string): unknown[] {
  return parseAllDocuments(yaml, { version: '1.1', merge: false }).map((document) => document.toJS() as unknown);
}

function leavesOf(value: unknown, path: string[]): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path.join('\n'), withoutContentHash(value)]];
  const entries = Object.entries(value);
  if (entries.length === 0) return [[path.join('\n'), 'empty']];
  return entries.flatMap(([key, item]) => leavesOf(item, [...path, JSON.stringify(key)]));
}

/** The name of a ConfigMap ends with a hash of its content. */
function withoutContentHash(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/-[0-9a-f]{8}$/, '-…') : value;
}

/** The differences between manifests of two declarations that differ in one text. */
export interface Comparison {
  /** Whether the second text is where the first one was. */
  readonly arrives: boolean;
  /** All other differences. */
  readonly changes: string[];
}

/** Compares manifests in which a text was replaced. */
export function compareLeaves(before: Leaves, after: Leaves, from: string, to: string): Comparison {
  const forms = formsOf(from, to);
  const replace = (text: string) => [text, ...forms.map(([one, two]) => text.replaceAll(one, () => two))];
  const replaceKeys = (path: string) => [
    ...replace(path),
    ...forms.map(([one, two]) => path.replaceAll(JSON.stringify(one), () => JSON.stringify(two))),
  ];
  const pairs = [...before.keys()].map((path) => [path, replaceKeys(path).find((form) => after.has(form))] as const);
  const kept = pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined);
  const moved = kept.filter(([path, newPath]) => path !== newPath || before.get(path) !== after.get(newPath));
  const isReplaced = (was: unknown, is: unknown) =>
    was === is || (typeof was === 'string' && replace(was).includes(is as string));
  const newPaths = new Set(kept.map(([, newPath]) => newPath));
  return {
    arrives: moved.length > 0,
    changes: [
      ...pairs.filter(([, newPath]) => newPath === undefined).map(([path]) => `${path} is missing`),
      ...[...after.keys()].filter((path) => !newPaths.has(path)).map((path) => `${path} is new`),
      ...moved
        .filter(([path, newPath]) => !isReplaced(before.get(path), after.get(newPath)))
        .map(([path, newPath]) => `${path}: ${before.get(path)} became ${after.get(newPath)}`),
    ],
  };
}

/** A text as written, with dollars escaped for Kubernetes, in a URL, and as a path below a volume. */
function formsOf(from: string, to: string): [string, string][] {
  const encoded = /\p{Surrogate}/u.test(to) ? to : encodeURIComponent(to);
  const whole: [string, string][] = [to, to.replaceAll('$', '$$$$'), encoded].map((form) => [from, form]);
  whole.push([encodeURIComponent(from), encoded]);
  return from.startsWith('/') ? [...whole, [from.slice(1), to.slice(1)]] : whole;
}
