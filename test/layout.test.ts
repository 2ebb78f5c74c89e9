// The layout of src: which folder may import which, and no cycles between files.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Folders that others build on, each above those that it may import. ARCHITECTURE.md describes them. Any other folder is a
 * component, above all of these.
 */
const LAYERS = [
  ['databases'],
  ['components'],
  ['pod'],
  ['network', 'storage'],
  ['connections'],
  ['configuration'],
  ['platform'],
  ['kubernetes'],
  ['synthesis'],
  ['manifests', 'identity'],
  ['checks'],
];

/** Folders for what reads manifests: constructs never import them. */
const SEPARATE = ['command', 'testing'];

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `src/${file}`);
const imports = new Map(files.map((file) => [file, importsOf(file)]));

test('the folders that others build on exist', () => {
  expect([...new Set(files.map(folderOf))]).toEqual(expect.arrayContaining(LAYERS.flat()));
});

test('folders import only folders below them', () => {
  const arrows = files.flatMap((file) => imports.get(file)!.map((target) => ({ file, target })));
  expect(arrows.filter(({ file, target }) => !isAllowed(file, target))).toEqual([]);
});

test('rules over manifests load neither cdk8s nor constructs: a command reads manifests without them', () => {
  const reached = new Set(files.filter((file) => folderOf(file) === 'manifests'));
  for (const file of reached) for (const target of imports.get(file)!) reached.add(target);
  const loads = (file: string) =>
    / from '(cdk8s|constructs)'/.test(readFileSync(file, 'utf8').replace(/import type .*/g, ''));
  expect([...reached].filter(loads)).toEqual([]);
});

test('no file imports itself through others, not even for types', () => {
  expect(files.flatMap((file) => cycleThrough(file) ?? [])).toEqual([]);
});

/** Files directly in src compose everything; what reads manifests is imported by nobody else. */
function isAllowed(file: string, target: string): boolean {
  const [from, to] = [folderOf(file), folderOf(target)];
  if (from === to) return true;
  if (SEPARATE.includes(to)) return false;
  return from === '' || SEPARATE.includes(from) || (to !== '' && layerOf(from) < layerOf(to));
}

/** -1 for a component: above all layers. */
function layerOf(folder: string): number {
  return LAYERS.findIndex((folders) => folders.includes(folder));
}

function importsOf(file: string): string[] {
  const specifiers = [...readFileSync(file, 'utf8').matchAll(/ from '(\.[^']*)'/g)].map(([, specifier]) => specifier);
  return specifiers
    .map((specifier) => path.posix.join(path.posix.dirname(file), `${specifier}.ts`))
    .filter((target) => target.startsWith('src/'));
}

function folderOf(file: string): string {
  return file.split('/').slice(1, -1).join('/');
}

/** The files of a cycle, if there is one. */
function cycleThrough(start: string): string[] | undefined {
  const seen = new Set<string>();
  const queue = imports.get(start)!.map((file) => [start, file]);
  for (let route = queue.shift(); route !== undefined; route = queue.shift()) {
    const last = route[route.length - 1];
    if (last === start) return route;
    if (seen.has(last)) continue;
    seen.add(last);
    queue.push(...(imports.get(last) ?? []).map((file) => [...route!, file]));
  }
  return undefined;
}
