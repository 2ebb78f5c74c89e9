// Whatever text stands in whatever place of the API: it is refused, or it arrives as it was written and nothing else
// changes. The places come from jsii's manifest, so that a new property is among them.
import { apiTypes } from '../api';
import { arrival, leaves } from './arrival';
import { HOSTILE, INVISIBLE } from './hostile';
import { IN_NO_OBJECT, textPlaces } from './random/coverage';
import { drawOf } from './random/draw';
import { smallest } from './random/seeds';
import { randomApp } from './random/stacks';

/** Every text is tried at one place of so many; at every place with LAWS=all. */
const SHARE = process.env.LAWS === 'all' ? 1 : 9;

const places = textPlaces(apiTypes());
const apps = smallest(places);

test.each(places.map((place, index) => [place, index] as const))('%s', (place, index) => {
  const { seed, value } = apps.get(place)!;
  const base = leaves(randomApp(drawOf(seed)).app.synthYaml());
  for (const text of HOSTILE.filter((_, each) => (each + index) % SHARE === 0)) {
    const { yaml, refused } = declared(seed, place, text);
    const found = refused ? complaint(refused, place) : arrival(base, leaves(yaml), String(value), text);
    const expected = refused
      ? { isExplained: true }
      : { arrives: IN_NO_OBJECT.test(place) ? expect.any(Boolean) : true, changes: [] };
    expect({ text, ...found }).toEqual({ text, ...expected });
  }
});

function declared(seed: number, place: string, text: string): { yaml: string; refused?: Error } {
  try {
    return { yaml: randomApp(drawOf(seed, new Map([[place, text]]))).app.synthYaml() };
  } catch (error) {
    return { yaml: '', refused: error as Error };
  }
}

/** A message is one of ours, can be shown, and has an end; but that core shows ids as they are. */
function complaint({ constructor, message }: Error, place: string) {
  const [first, ...lines] = message.split('\n');
  const isCollected = first.startsWith('Validation failed') && lines.every((line) => line.startsWith('  ['));
  const isShown = message.length < 3000 && !INVISIBLE.test(message) && isCollected;
  return constructor === Error && (isShown || place.endsWith('.id')) ? { isExplained: true } : { message, constructor };
}
