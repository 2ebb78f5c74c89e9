// The ways past the declaration: patches, labels and annotations of objects, dependencies, and objects of one's own. As at
// every place of the API, a value is rejected with one message, or arrives as it was written and changes nothing else.
import { JsonPatch, Lazy, type ApiObject, type App } from 'cdk8s';
import { loadAll } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import { synthesizeObjects, type Manifest } from '../manifests';
import { declareScene, HATCHES, openHatch, type Opened } from './hatches';
import { Draw } from './random/draw';
import { patchAtRandom } from './random/patches';
import { declareApp } from './random/stacks';
import { HOSTILE_SHAPES, HOSTILE_TEXTS, INVISIBLE, WRONG_TYPES } from './hostile';

const parsers: Record<string, (yaml: string) => unknown[]> = {
  'YAML 1.1': (yaml) => parseAllDocuments(yaml, { version: '1.1' }).map((document): unknown => document.toJS()),
  'YAML 1.2': (yaml) => parseAllDocuments(yaml, { version: '1.2' }).map((document): unknown => document.toJS()),
  'js-yaml': (yaml) => loadAll(yaml),
};

const SHAPES: Record<string, unknown> = {
  ...{ ...WRONG_TYPES, ...HOSTILE_SHAPES },
  undefined: undefined,
  'a list with undefined': [undefined],
  'not a number in a list': { key: [{ key: NaN }] },
};

/** Shapes with several wrong parts, each of which has a message. */
const SEVERAL = ['an object without text', 'a construct', 'a list with a hole', 'bytes'];

/** Every n-th text and shape at each hatch; with LAWS=all, every one. */
const SHARE = process.env.LAWS === 'all' ? 1 : 20;

describe.each([...Object.keys(HATCHES).entries()])('%i %s', (number, hatch) => {
  const share = <T>(items: readonly T[]) => items.filter((_, index) => index % SHARE === number % SHARE);

  test('rejects hostile text, or carries it', () => {
    const texts = share(HOSTILE_TEXTS);
    const rejected = texts.filter((text) => {
      const opened = openHatch(hatch, text);
      expect({ text, ...judge(hatch, text, opened) }).toEqual({ text, isKept: true });
      return opened.error !== undefined;
    });
    if (SHARE === 1) expect(rejected).not.toEqual([]);
  });

  test('rejects a value of another type, or carries it', () => {
    for (const [type, value] of share(Object.entries(SHAPES))) {
      const verdict = judge(hatch, value, openHatch(hatch, value), SEVERAL.includes(type));
      expect({ type, ...verdict }).toEqual({ type, isKept: true });
    }
  });
});

/** Whether a value was rejected with a message of ours, or has arrived at its place. */
function judge(hatch: string, value: unknown, opened: Opened, areSeveral = false) {
  const { yaml, error, isRejectedAtOnce } = opened;
  if (isRejectedAtOnce) return isOwnFault(error!) ? { isKept: true } : { isKept: false, error: error!.stack };
  if (error !== undefined) return isOurs(error, areSeveral) ? { isKept: true } : { isKept: false, error: error.stack };
  for (const name in parsers) expect({ name, read: parsers[name](yaml!) }).toEqual({ name, read: opened.objects });
  const arrived = isArrived(hatch, value, opened.objects!);
  return arrived ? { isKept: true } : { isKept: false, yaml };
}

/** Messages name a path in the app, and show no invisible character. */
function isOurs({ message }: Error, areSeveral: boolean, root = '(stack|plain|App)'): boolean {
  const [title, ...messages] = message.split('\n  ');
  const isNamed = messages.every((line) => new RegExp(`^\\[${root}[\\w/.-]*\\] \\S`).test(line));
  const isCounted = areSeveral ? messages.length > 0 : messages.length === 1;
  return title.startsWith('Validation failed') && isNamed && isCounted && !INVISIBLE.test(messages.join(''));
}

/** Whether the value itself throws when cdk8s reads it, before anything of the library runs. */
function isOwnFault({ stack = '' }: Error): boolean {
  return !/\/src\//.test(stack.replace(/^.*node_modules.*$/gm, ''));
}

function isArrived(hatch: string, value: unknown, objects: Manifest[]): boolean {
  const { read, readNames, isOptional = false } = HATCHES[hatch];
  // JavaScript has no property of this name: setting it does nothing
  if (readNames) return value === '__proto__' || readNames(objects).includes(String(value));
  if (!read || (isOptional && (value === null || value === undefined))) return true;
  return expect.objectContaining({ value: withoutNull(value) }).asymmetricMatch({ value: withoutNull(read(objects)) });
}

/** In an object, null means that there is no value; in a list it is one. */
function withoutNull(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNull);
  const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutNull(item)]));
}

const NO_CONSTRUCT = 'a dependency is not a construct. Pass constructs to addDependency, each as an argument.';
const OTHER_APP = 'a dependency is in another App, which is written by itself. Remove the dependency.';

test('addDependency rejects what is no construct of the app', () => {
  const dependencies = { ...WRONG_TYPES, ...HOSTILE_SHAPES };
  for (const type in dependencies) {
    const { app, object } = declareScene();
    object.addDependency(dependencies[type] as ApiObject);
    const expected = type === 'a construct' ? OTHER_APP : NO_CONSTRUCT;
    expect({ type, errors: errorsOf(app) }).toEqual({ type, errors: [`[stack/settings/ConfigMap] ${expected}`] });
  }
});

test('an error of the App names it', () => {
  const { app } = declareScene();
  app.node.addDependency('stack' as unknown as ApiObject);
  expect(errorsOf(app)).toEqual([`[App] ${NO_CONSTRUCT}`]);
});

test('addJsonPatch rejects what is no patch', () => {
  const patches = { ...WRONG_TYPES, ...HOSTILE_SHAPES };
  for (const type in patches) {
    const { app, object } = declareScene();
    object.addJsonPatch(patches[type] as JsonPatch);
    const message =
      /^\[stack\/settings\/ConfigMap\] patch 1 is .+; allowed: a JsonPatch\. Create it with JsonPatch\.add or /;
    expect({ type, errors: errorsOf(app) }).toEqual({ type, errors: [expect.stringMatching(message)] });
  }
});

test.each<[unknown, string]>([
  [() => 'text', 'the value is a function; allowed: texts, finite'],
  [{ list: [undefined] }, 'the value.list[0] is undefined; allowed: texts, finite'],
  [{ at: new Date(0) }, 'the value.at is a Date; allowed: texts, finite'],
  [[NaN], 'the value[0] is NaN; allowed: texts, finite'],
  [undefined, 'the value is missing. Set a value'],
])('addJsonPatch rejects the value %p, which would become another', (value, message) => {
  const { app, object } = declareScene();
  object.addJsonPatch(JsonPatch.add('/spec', value));
  expect(errorsOf(app)).toEqual([
    expect.stringContaining(`[stack/settings/ConfigMap] patch 1 (add "/spec") cannot be written: ${message}`),
  ]);
});

test.each<[string, (object: ApiObject) => void, string]>([
  [
    'a label without a value',
    ({ metadata }) => metadata.addLabel('team', undefined as unknown as string),
    'the ConfigMap.metadata.labels["team"] is missing. Set a value or remove the key.',
  ],
  [
    'an annotation that is an empty list',
    ({ metadata }) => metadata.addAnnotation('team', [] as unknown as string),
    'the ConfigMap.metadata.annotations["team"] is a list; allowed: text.',
  ],
  [
    'a label whose name is undefined',
    ({ metadata }) => metadata.addLabel(undefined as unknown as string, 'web'),
    'the ConfigMap.metadata.labels has the name undefined. Pass the name that you mean.',
  ],
  [
    'an annotation whose name is a symbol',
    ({ metadata }) => metadata.addAnnotation(Symbol('team') as unknown as string, 'web'),
    'the ConfigMap.metadata.annotations has a symbol as a name, which cdk8s leaves out. Use text.',
  ],
])('rejects %s, which cdk8s leaves out', (_, change, message) => {
  const { app, object } = declareScene();
  change(object);
  expect(errorsOf(app)).toEqual([`[stack/settings/ConfigMap] ${message}`]);
});

test('carries values that cdk8s resolves', () => {
  const { app, object } = declareScene();
  const lazy = Lazy.any({ produce: () => 'web' }) as string;
  object.metadata.addLabel('team', lazy);
  object.metadata.addAnnotation('team', lazy);
  expect(synthesizeObjects(app)[0].metadata).toMatchObject({ labels: { team: 'web' }, annotations: { team: 'web' } });
});

test('a random patch of a random app is accepted, or rejected with a message', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const draw = new Draw(seed);
    const { app } = declareApp(draw);
    patchAtRandom(draw, app);
    const error = errorOf(() => synthesizeObjects(app));
    if (error !== undefined)
      expect({ seed, error, isOurs: isOurs(error, true, '\\w') }).toEqual({ seed, error, isOurs: true });
  }
});

function errorsOf(app: App): string[] {
  return (
    errorOf(() => app.synthYaml())
      ?.message.split('\n  ')
      .slice(1) ?? []
  );
}

function errorOf(run: () => unknown): Error | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error as Error;
  }
}
