// The laws, for random apps. A failure names the seed of the app: docs/laws.md shows how to replay it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { ApiObject, JsonPatch, type App } from 'cdk8s';
import { apiTypes } from '../api';
import { Manifests, readYaml, renderApp, synthesizeObjects } from '../manifests';
import { breakLaw, violations } from './laws';
import { changes } from './mutants';
import { Draw } from './random/draw';
import { placesOf, unsetPlaceMessage } from './random/places';
import { declareApp, type RandomApp } from './random/stacks';

const IS_COMPLETE = process.env.LAWS === 'all';
const SEED = Number(process.env.LAWS_SEED ?? 1);
const RUNS = Number(process.env.LAWS_RUNS ?? (IS_COMPLETE ? 2000 : 40));

/** Of so many apps one is written as YAML and read again: the YAML has the objects that are checked. */
const YAML_SHARE = IS_COMPLETE ? 1 : 6;

/** Values that hold an app together, by their paths. */
const ESSENTIAL: [what: string, path: RegExp][] = [
  ['a selector', /^(Service|Deployment)\/.*\.(selector|matchLabels)\./],
  ['a selected label', /template\.metadata\.labels\.app\.kubernetes\.io\/(name|instance)$/],
  [
    'the name of a component',
    /^(Service|Deployment|Ingress|PersistentVolumeClaim)\/[^.]*\.metadata\.(name|namespace)$/,
  ],
  ['a port', /^Service\/.*\.(port|targetPort)$|backend\.service\.port\.number$|\.ports\.0\.containerPort$/],
  ['a rule of a policy', /^NetworkPolicy\/.*\.spec\./],
  ['the path or destination of a route', /backend\.service\.name$|paths\.\d+\.path$/],
  ['a claim', /persistentVolumeClaim\.claimName$/],
  ['a reference to a Secret or ConfigMap', /(secretKeyRef|configMapKeyRef|sources\.\d+\.(secret|configMap))\.name$/],
];

const types = apiTypes();

describe(`random apps from seed ${SEED}`, () => {
  test(`${RUNS} apps keep the laws`, () => {
    const used = new Set<string>();
    let stacks = 0;
    forSeeds(RUNS, (seed) => {
      const draw = new Draw(seed);
      const { app, facts } = declareApp(draw);
      const manifests = renderApp(app);
      if (seed % YAML_SHARE === 0) expect(readYaml(app)).toEqual(manifests);
      expect(violations(manifests, facts)).toEqual([]);
      for (const place of draw.values.keys()) used.add(place);
      stacks += facts.namespaces.length;
    });
    if (RUNS >= 40) expect(stacks).toBeGreaterThan(RUNS * 1.2);
    const unused = IS_COMPLETE ? placesOf(types).filter(({ name }) => !used.has(name)) : [];
    expect(unused.map(({ name }) => unsetPlaceMessage(name))).toEqual([]);
  });

  test.each(ESSENTIAL)('a change of %s breaks a law', (_, path) => {
    const apps = Math.ceil(RUNS / 60);
    for (let seed = SEED, found = 0; found < apps; seed++) {
      const { manifests, facts } = rendered(seed);
      const mutants = changes(manifests.objects).filter(({ name }) => path.test(name));
      if (mutants.length > 0) found++;
      const unnoticed = mutants.filter(({ mutate }) => !breakLaw(mutate(), facts)).map(({ name }) => name);
      expect({ seed, unnoticed }).toEqual({ seed, unnoticed: [] });
    }
  });

  test('6 the same declaration gives the same bytes, at another time and in another environment', () => {
    forSeeds(RUNS / 25, (seed) => {
      const yaml = declareApp(new Draw(seed)).app.synthYaml();
      expect(inAnotherEnvironment(() => declareApp(new Draw(seed)).app.synthYaml())).toBe(yaml);
    });
  });

  test('8 every component exposes its objects, and a patch changes nothing else', () => {
    forSeeds(RUNS / 25, (seed) => {
      const objects = synthesizeObjects(declareApp(new Draw(seed)).app);
      const { app } = declareApp(new Draw(seed));
      const exposed = exposedObjects(app);
      expect(exposed.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual(
        objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort(),
      );
      for (const object of exposed) object.addJsonPatch(JsonPatch.add('/metadata/finalizers', [object.node.path]));
      const patched = synthesizeObjects(app);
      expect(new Set(patched.map(({ metadata }) => metadata.finalizers[0])).size).toBe(exposed.length);
      for (const { metadata } of patched) delete metadata.finalizers;
      expect(patched).toEqual(objects);
    });
  });
});

/** Runs a check for consecutive seeds. A failure names the seed, and leaves the manifests of the app in a file. */
function forSeeds(count: number, check: (seed: number) => void): void {
  for (let seed = SEED; seed < SEED + count; seed++) {
    try {
      check(seed);
    } catch (error) {
      (error as Error).message = `${explain(seed)}\n\n${(error as Error).message}`;
      throw error;
    }
  }
}

function explain(seed: number): string {
  const file = `build/laws/${seed}.yaml`;
  const replay = `seed ${seed}; replay it: LAWS_SEED=${seed} LAWS_RUNS=1 npx jest test/laws/laws`;
  try {
    const yaml = declareApp(new Draw(seed)).app.synthYaml();
    mkdirSync('build/laws', { recursive: true });
    writeFileSync(file, yaml);
    return `${replay}; its manifests: ${file}`;
  } catch {
    return replay;
  }
}

type RenderedApp = RandomApp & { readonly manifests: Manifests };

const apps = new Map<number, RenderedApp>();

function rendered(seed: number): RenderedApp {
  const known = apps.get(seed);
  if (known) return known;
  const random = declareApp(new Draw(seed));
  const app = { ...random, manifests: new Manifests(synthesizeObjects(random.app)) };
  apps.set(seed, app);
  return app;
}

/** Returns the API objects in public properties of an app's components. */
function exposedObjects(app: App): ApiObject[] {
  return app.node.findAll().flatMap((construct) => {
    const type = types.find(({ name }) => name === construct.constructor.name);
    const values = type?.properties?.map(({ name }) => (construct as unknown as Record<string, unknown>)[name]) ?? [];
    return values.flatMap((value) => (isMap(value) ? Object.values(value) : [value])).filter(isApiObject);
  });
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isApiObject(value: unknown): value is ApiObject {
  return value instanceof ApiObject;
}

/** Runs something at another time, with other random numbers and without environment variables. */
function inAnotherEnvironment<T>(run: () => T): T {
  const { env } = process;
  jest.useFakeTimers({ now: 0 });
  const random = jest.spyOn(Math, 'random').mockReturnValue(0.5);
  process.env = {};
  try {
    return run();
  } finally {
    process.env = env;
    random.mockRestore();
    jest.useRealTimers();
  }
}
