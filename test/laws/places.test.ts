// Any value at any place of the API is rejected with a message of the library, or arrives as it was written and changes
// nothing else. The places come from jsii's manifest, so a new property is among them.
import type { App } from 'cdk8s';
import { apiTypes } from '../api';
import { synthesizeObjects } from '../manifests';
import { compareLeaves, leavesIn, readLeaves, type Leaves } from './arrival';
import { HOSTILE_SHAPES, HOSTILE_TEXTS, INVISIBLE, WRONG_TYPES } from './hostile';
import { Draw } from './random/draw';
import { IN_NO_OBJECT, placesOf, unsetPlaceMessage } from './random/places';
import { findExamples } from './random/seeds';
import { declareApp } from './random/stacks';

const SHAPES = { ...WRONG_TYPES, ...HOSTILE_SHAPES };

const IS_COMPLETE = process.env.LAWS === 'all';

/** At each place one text and one value of another type is tried; with LAWS=all, every one, and the YAML is read. */
const [TEXT_SHARE, TYPE_SHARE] = IS_COMPLETE ? [1, 1] : [HOSTILE_TEXTS.length, Object.keys(SHAPES).length];

const all = placesOf(apiTypes());
const examples = findExamples(all);
const places = all
  .filter(({ name }) => examples.has(name))
  .map(({ name, isText }, index) => ({ name, isText, index, ...examples.get(name)! }));

test('random apps set every place of the API', () => {
  const unset = all.filter(({ name }) => !examples.has(name));
  expect(unset.map(({ name }) => unsetPlaceMessage(name))).toEqual([]);
});

test.each(places.filter(({ isText }) => isText))('$name with hostile text', ({ name, index, seed, value }) => {
  for (const text of share(HOSTILE_TEXTS, TEXT_SHARE, index)) {
    const { app, error } = synthesize(seed, name, text, leavesOfApp);
    if (error) expect({ text, ...judge(error, name, text) }).toEqual({ text, isOurs: true });
    else expect({ text, ...compareLeaves(originalLeaves(seed), app!, value, text) }).toEqual(arrived(name, text));
  }
});

test.each(places.filter(({ name }) => takesTypes(name)))(
  '$name with a value of another type',
  ({ name, isText, index, seed }) => {
    for (const [type, value] of share(Object.entries(SHAPES), TYPE_SHARE, index)) {
      const { error, isSkipped } = synthesize(seed, name, value, synthesizeObjects);
      if (isSkipped) continue;
      const mayBeValid = type.endsWith('text') || IN_NO_OBJECT.test(name) || !isText;
      if (error || !mayBeValid) expect({ type, ...judge(error, name, value) }).toEqual({ type, isOurs: true });
      if (error) expect(error.message).toMatch(parameterName(name));
    }
  },
);

/** These are checked where they are used, with what they refer to. */
const NAMED_ELSEWHERE = /^((Secret|ConfigMap)Key\.of|Route\.\w+\.to$|Connection\.toEndpoint|Server\.byName)/;

/** Messages name positional parameters alike: `the path of Health.http`. */
function parameterName(place: string): RegExp {
  const [, method, parameter] = /^([A-Z]\w*\.\w+)\.(\w+)$/.exec(place) ?? [];
  if (method === undefined || NAMED_ELSEWHERE.test(place)) return /./;
  return RegExp(`the ${parameter}(\\[.*\\])? of (${method}|the claim) |Connection.renamed refers to`);
}

function arrived(place: string, text: string) {
  return { text, arrives: IN_NO_OBJECT.test(place) ? expect.any(Boolean) : true, changes: [] };
}

/** Returns every n-th item, another one for each index. */
function share<T>(items: readonly T[], n: number, index: number): T[] {
  return items.filter((_, position) => (position + index) % n === 0);
}

/** cdk8s accepts any id, keys in an object are texts, and values such as a Platform are used by the random app itself. */
function takesTypes(place: string): boolean {
  return !(place.endsWith('.id') || place.endsWith('{key}') || /^(Platform|Health|Tls)\.\w+$/.test(place));
}

function leavesOfApp(app: App): Leaves {
  return IS_COMPLETE ? readLeaves(app.synthYaml(), true) : leavesIn(synthesizeObjects(app));
}

const leaves = new Map<number, Leaves>();

function originalLeaves(seed: number): Leaves {
  const known = leaves.get(seed) ?? leavesOfApp(declareApp(new Draw(seed)).app);
  leaves.set(seed, known);
  return known;
}

/** Replaces the value at a place, and returns the result of synthesis or its error. */
function synthesize<T>(
  seed: number,
  place: string,
  value: unknown,
  run: (app: ReturnType<typeof declareApp>['app']) => T,
): { app?: T; error?: Error; isSkipped?: boolean } {
  try {
    return { app: run(declareApp(new Draw(seed, new Map([[place, value]]))).app) };
  } catch (error) {
    return isOfRandomApp(error as Error) ? { isSkipped: true } : { error: error as Error };
  }
}

/** Whether the random app itself fails on its value, such as a symbol in a template. */
function isOfRandomApp({ stack = '' }: Error): boolean {
  const files = [...stack.matchAll(/^ {4}at .*?((?:src|test|node_modules)\/.*?):\d/gm)].map(([, file]) => file);
  return /^test\/laws\/random/.test(files.find((file) => !file.endsWith('laws/hostile.ts')) ?? '');
}

/** A message of the library is printable and bounded, and says a way out. cdk8s shows ids as they are. */
function judge(error: Error | undefined, place: string, value: unknown) {
  if (error === undefined) return { isOurs: false, error: 'nothing was rejected' };
  const [first, ...lines] = error.message.split('\n');
  const isCollected = first.startsWith('Validation failed') && lines.every((line) => /^ {2}\[.*[.?]$/.test(line));
  const isThrown = lines.length === 0 && /^[^:]{1,90}: .+(\. [A-Z]|; allowed: ).+\.$/.test(first);
  const isShown = error.message.length < 3000 && !INVISIBLE.test(error.message) && (isCollected || isThrown);
  const isOurs = error.constructor === Error && (isShown || place.endsWith('.id'));
  if (!isOurs) return { isOurs, error: error.stack };
  const isOnce = isCollected ? isToldOnce(lines, value) : true;
  return isOnce ? { isOurs } : { isOurs, several: lines };
}

/** One wrong value has one message. A list or an object can be wrong in several parts, of which each has one. */
function isToldOnce(lines: string[], value: unknown): boolean {
  const isWhole = typeof value !== 'object' || value === null;
  return (
    lines.length === 1 || (!isWhole && new Set(lines).size === lines.length && new Set(lines.map(rootOf)).size === 1)
  );
}

/** The component and the property of an error: `[app/server] uses`. */
function rootOf(line: string): string {
  const [, component, subject] =
    /^ {2}(\[.*?\]) (?:the (?:key .*|name of a property) of )?((?:the )?\w+)/.exec(line) ?? [];
  return `${component} ${subject}`;
}
