// Whatever stands in whatever place of the API, as JavaScript or an app without its types can write it: it is refused with
// a message of ours, or it is taken; nothing stumbles over it, and what has to be text is text.
import { apiTypes } from '../api';
import { INVISIBLE } from './hostile';
import { allPlaces, IN_NO_OBJECT, textPlaces } from './random/coverage';
import { drawOf } from './random/draw';
import { smallest } from './random/seeds';
import { randomApp } from './random/stacks';

const SHAPES: Record<string, unknown> = {
  null: null,
  'a number': 42,
  'not a number': NaN,
  infinity: Infinity,
  'a text': 'text',
  'an empty text': '',
  true: true,
  'an empty object': {},
  'an object': { key: 'value' },
  'an object with nothing': { key: null },
  'an empty list': [],
  'a list': ['text'],
  'a list with nothing': [null],
  'a list of objects': [{}],
  'a function': () => 'text',
  'a date': new Date(0),
};

const types = apiTypes();
const texts = new Set(textPlaces(types));
const places = allPlaces(types).filter((place) => !isNamed(place));
const apps = smallest(places);

/** Every shape is tried at one place of so many; at every place with LAWS=all. */
const SHARE = process.env.LAWS === 'all' ? 1 : 4;

test.each(places.map((place, index) => [place, index] as const))('%s', (place, index) => {
  const { seed } = apps.get(place)!;
  const shapes = Object.entries(SHAPES).filter((_, each) => (each + index) % SHARE === 0);
  const answers = shapes.map(([shape, value]) => [shape, answer(seed, place, value)]);
  const mayBeTaken = (shape: string) => shape.endsWith('text') || IN_NO_OBJECT.test(place) || !texts.has(place);
  const wrong = answers.filter(([shape, found]) => found !== 'refused' && !(found === 'taken' && mayBeTaken(shape)));
  expect(wrong).toEqual([]);
});

/** Core takes ids, names in an object are texts, and a Platform is asked by the test itself. */
function isNamed(place: string): boolean {
  return place.endsWith('.id') || place.endsWith('{key}') || /^Platform\.\w+$/.test(place);
}

function answer(seed: number, place: string, value: unknown): string {
  try {
    randomApp(drawOf(seed, new Map([[place, value]]))).app.synthYaml();
    return 'taken';
  } catch (error) {
    const { message, constructor, stack } = error as Error;
    const isOurs =
      constructor === Error && /^(Validation failed|(an? )?[^:]{1,90}: )/.test(message) && !INVISIBLE.test(message);
    return isOurs ? 'refused' : `${stack?.split('\n').slice(0, 4).join(' ')}`;
  }
}
