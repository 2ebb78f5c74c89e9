// Small random apps that set a certain place.
import { keep } from '../../kept';
import { synthesizeObjects } from '../../manifests';
import { Draw } from './draw';
import { IN_NO_OBJECT, type Place } from './places';
import { declareApp } from './stacks';

/** A random app, and the value that it has at a place. */
export interface Example {
  readonly seed: number;
  /** The value as text; objects contain it, unless the place is IN_NO_OBJECT. */
  readonly value: string;
}

interface Candidate extends Example {
  readonly size: number;
  readonly isText: boolean;
}

/** Among so many apps the smallest is chosen. */
const SEEDS = 320;
/** After so many apps a place counts as one that no app sets. */
const MOST_SEEDS = 640;

const SOURCES = ['src', 'test/laws/random', 'test/manifests.ts', 'package-lock.json'];

/** Returns a small random app for each place that one sets, by the place. */
export function findExamples(places: Place[]): Map<string, Example> {
  return new Map(keep('examples', SOURCES, () => search(places)));
}

function search(places: Place[]): [string, Example][] {
  const candidates = new Map<string, Candidate[]>(places.map(({ name }) => [name, []]));
  const isComplete = () => [...candidates.values()].every((found) => found.length > 0);
  for (let seed = 0; seed < SEEDS || (seed < MOST_SEEDS && !isComplete()); seed++) addCandidates(candidates, seed);
  return [...candidates].flatMap(([place, found]): [string, Example][] => {
    if (found.length === 0) return [];
    const { seed, value } = choose(place, found);
    return [[place, { seed, value }]];
  });
}

function addCandidates(candidates: Map<string, Candidate[]>, seed: number): void {
  const draw = new Draw(seed);
  const size = declareApp(draw).app.node.findAll().length;
  for (const [place, value] of draw.values)
    candidates.get(place)?.push({ seed, value: String(value), size, isText: typeof value === 'string' });
}

/** Prefers words that occur nowhere else, then small apps; a text must be in an object of the app. */
function choose(place: string, candidates: Candidate[]): Candidate {
  const weight = ({ value, size }: Candidate) => (/w\d+x/i.test(value) ? size : size + 1000);
  const sorted = candidates.sort((a, b) => weight(a) - weight(b));
  if (IN_NO_OBJECT.test(place)) return sorted[0];
  return sorted.find(({ seed, value, isText }) => !isText || textOf(seed).includes(value)) ?? sorted[0];
}

const texts = new Map<number, string>();

/** Returns all keys and values in the objects of an app, one a line. */
function textOf(seed: number): string {
  const text = texts.get(seed) ?? textsIn(synthesizeObjects(declareApp(new Draw(seed)).app)).join('\n');
  texts.set(seed, text);
  return text;
}

function textsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [String(value)];
  return Object.entries(value).flatMap(([key, item]) => [key, ...textsIn(item)]);
}
