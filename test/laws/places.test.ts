// Whatever stands in whatever place of the API: it is refused with a message of ours, or it arrives as it was written and
// nothing else changes. The places come from jsii's manifest, so that a new property is among them.
import { apiTypes } from '../api';
import { arrival, leaves } from './arrival';
import { HOSTILE, INVISIBLE, SHAPES } from './hostile';
import { allPlaces, IN_NO_OBJECT, textPlaces } from './random/coverage';
import { drawOf } from './random/draw';
import { smallest } from './random/seeds';
import { randomApp } from './random/stacks';

/** Each is tried at one place of so many, so that at each place one is tried; at every place with LAWS=all. */
const [TEXTS, OTHERS] = process.env.LAWS === 'all' ? [1, 1] : [HOSTILE.length, Object.keys(SHAPES).length];

const types = apiTypes();
const places = allPlaces(types).map((place, index) => [place, index] as const);
const texts = new Set(textPlaces(types));
const apps = smallest(places.map(([place]) => place));

test.each(places.filter(([place]) => texts.has(place)))('hostile texts in %s', (place, index) => {
  const { seed, value } = apps.get(place)!;
  const base = leaves(randomApp(drawOf(seed)).app.synthYaml());
  for (const text of share(HOSTILE, TEXTS, index)) {
    const { yaml, refused } = declared(seed, place, text);
    const found = refused ? complaint(refused, place) : arrival(base, leaves(yaml), String(value), text);
    const arrives = IN_NO_OBJECT.test(place) ? expect.any(Boolean) : true;
    expect({ text, ...found }).toEqual({ text, ...(refused ? { isOurs: true } : { arrives, changes: [] }) });
  }
});

test.each(places.filter(([place]) => !isAText(place)))('other shapes in %s', (place, index) => {
  const { seed } = apps.get(place)!;
  for (const [shape, value] of share(Object.entries(SHAPES), OTHERS, index)) {
    const { refused } = declared(seed, place, value);
    const mayBeTaken = shape.endsWith('text') || IN_NO_OBJECT.test(place) || !texts.has(place);
    const found = refused ? complaint(refused, place) : { isTaken: true };
    expect({ shape, ...found }).toEqual({ shape, ...(refused || !mayBeTaken ? { isOurs: true } : { isTaken: true }) });
  }
});

function share<T>(all: readonly T[], every: number, index: number): T[] {
  return all.filter((_, each) => (each + index) % every === 0);
}

/** Core takes ids, names in an object are texts, and a Platform or a Health is asked by the test itself. */
function isAText(place: string): boolean {
  return place.endsWith('.id') || place.endsWith('{key}') || /^(Platform|Health|Tls)\.\w+$/.test(place);
}

function declared(seed: number, place: string, value: unknown): { yaml: string; refused?: Error } {
  try {
    return { yaml: randomApp(drawOf(seed, new Map([[place, value]]))).app.synthYaml() };
  } catch (error) {
    return { yaml: '', refused: error as Error };
  }
}

/** A message is one of ours, can be shown, and has an end; but that core shows ids as they are. */
function complaint({ constructor, message, stack }: Error, place: string) {
  const [first, ...lines] = message.split('\n');
  const isCollected = first.startsWith('Validation failed') && lines.every((line) => line.startsWith('  ['));
  const isThrown = lines.length === 0 && /^[^:]{1,90}: .*[;.] /.test(first);
  const isShown = message.length < 3000 && !INVISIBLE.test(message) && (isCollected || isThrown);
  return constructor === Error && (isShown || place.endsWith('.id')) ? { isOurs: true } : { stack };
}
