// The ways past the declaration: patches, labels and annotations of objects, dependencies, and objects of one's own. As at
// every place of the API, a text is rejected with a message, or arrives as it was written and changes nothing else.
import type { ApiObject, JsonPatch } from 'cdk8s';
import { loadAll } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import { synthesizeObjects } from '../manifests';
import { declareScene, HATCHES, openHatch } from './hatches';
import { Draw } from './random/draw';
import { patchAtRandom } from './random/patches';
import { declareApp } from './random/stacks';
import { HOSTILE_TEXTS, INVISIBLE, WRONG_TYPES } from './hostile';

/** An error of ours names a path in the app, and shows no invisible character. */
function isOurs(error: string, root = '(stack|plain)'): boolean {
  const [title, ...messages] = error.split('\n  ');
  const isNamed =
    messages.length > 0 && messages.every((message) => new RegExp(`^\\[${root}[\\w/.-]*\\] \\S`).test(message));
  return title.startsWith('Validation failed') && isNamed && !messages.some((message) => INVISIBLE.test(message));
}

const parsers: Record<string, (yaml: string) => unknown[]> = {
  'YAML 1.1': (yaml) => parseAllDocuments(yaml, { version: '1.1' }).map((document): unknown => document.toJS()),
  'YAML 1.2': (yaml) => parseAllDocuments(yaml, { version: '1.2' }).map((document): unknown => document.toJS()),
  'js-yaml': (yaml) => loadAll(yaml),
};

/** Every eighth text and type at each hatch; with LAWS=all, every one. */
const SHARE = process.env.LAWS === 'all' ? 1 : 8;

test.each([...Object.keys(HATCHES).entries()])('%i %s: hostile text is rejected, or arrives', (number, hatch) => {
  const texts = HOSTILE_TEXTS.filter((_, index) => index % SHARE === number % SHARE);
  const arrived = texts.filter((text) => {
    const { yaml, objects, error } = openHatch(hatch, text);
    if (error !== undefined) expect({ text, error, isOurs: isOurs(error) }).toEqual({ text, error, isOurs: true });
    else
      for (const name in parsers)
        expect({ text, name, read: parsers[name](yaml!) }).toEqual({ text, name, read: objects });
    return error === undefined && JSON.stringify(objects).includes(JSON.stringify(text).slice(1, -1));
  });
  if (SHARE === 1) expect(arrived.length).toBeLessThan(texts.length);
});

test.each([...Object.keys(HATCHES).entries()])(
  '%i %s: a value of another type is rejected, or arrives',
  (number, hatch) => {
    const shapes = Object.entries(WRONG_TYPES).filter((_, index) => index % SHARE === number % SHARE);
    for (const [type, value] of shapes) {
      const { error } = openHatch(hatch, value);
      if (error !== undefined) expect({ type, error, isOurs: isOurs(error) }).toEqual({ type, error, isOurs: true });
    }
  },
);

const NO_CONSTRUCT = 'a dependency is not a construct. Pass constructs to addDependency, each as an argument.';

test.each(Object.keys(WRONG_TYPES))('addDependency rejects %s', (type) => {
  const { app, object } = declareScene();
  object.addDependency(WRONG_TYPES[type] as ApiObject);
  expect(() => app.synthYaml()).toThrow(`[stack/settings/ConfigMap] ${NO_CONSTRUCT}`);
});

test.each(Object.keys(WRONG_TYPES))('addJsonPatch rejects %s', (type) => {
  const { app, object } = declareScene();
  object.addJsonPatch(WRONG_TYPES[type] as JsonPatch);
  expect(() => app.synthYaml()).toThrow('[stack/settings/ConfigMap] patch 1 is ');
});

test('a random patch of a random app is accepted, or rejected with a message', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const draw = new Draw(seed);
    const { app } = declareApp(draw);
    patchAtRandom(draw, app);
    const error = errorOf(() => synthesizeObjects(app));
    if (error !== undefined)
      expect({ seed, error, isOurs: isOurs(error, '\\w') }).toEqual({ seed, error, isOurs: true });
  }
});

function errorOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
