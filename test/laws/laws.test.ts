// The laws, for the reference application and for random ones. A failure names the seed of the one that breaks a law:
// `LAWS_SEED=… npx jest laws` begins with it.
import { JsonPatch } from 'cdk8s';
import fc from 'fast-check';
import { apiTypes } from '../api';
import type { Manifests } from '../manifests';
import { renderApp } from '../manifests';
import { laws } from './laws';
import { mutants } from './mutants';
import { drawOf, type Draw } from './random/draw';
import { missing } from './random/coverage';
import { randomApp, type RandomApp } from './random/stacks';

const SEED = Number(process.env.LAWS_SEED ?? 1);
const RUNS = Number(process.env.LAWS_RUNS ?? (process.env.LAWS === 'all' ? 2000 : 120));

/** What the laws hold together. */
const HELD: [what: string, where: RegExp][] = [
  ['a selector', /^(Service|Deployment)\/.*\.(selector|matchLabels)\./],
  ['a label that is selected by', /template\.metadata\.labels\.app\.kubernetes\.io\/(name|instance)$/],
  ["a component's name", /^(Service|Deployment|Ingress|PersistentVolumeClaim)\/[^.]*\.metadata\.(name|namespace)$/],
  ['a port', /^Service\/.*\.(port|targetPort)$|backend\.service\.port\.number$|\.ports\.0\.containerPort$/],
  ['who may connect', /^NetworkPolicy\/[^.]*\.spec\./],
  ['the end of a route', /backend\.service\.name$|paths\.\d+\.path$/],
  ['a claim', /persistentVolumeClaim\.claimName$/],
  ['a key of an object', /(secretKeyRef|configMapKeyRef|sources\.\d+\.(secret|configMap))\.name$/],
];

const given = new Set<string>();

function declare(seed: number): { d: Draw; declared: RandomApp; manifests: Manifests } {
  const d = drawOf(seed);
  const declared = randomApp(d);
  return { d, declared, manifests: renderApp(declared.app) };
}

/** Asks a number of random apps, and says which of them breaks the law. */
function every(runs: number, check: (seed: number) => void): void {
  fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), check), {
    seed: SEED,
    numRuns: Math.ceil(runs),
    endOnFailure: true,
  });
}

describe(`random apps, from the seed ${SEED} on`, () => {
  test(`${RUNS} of them keep the laws`, () => {
    let stacks = 0;
    every(RUNS, (seed) => {
      const { d, declared, manifests } = declare(seed);
      for (const place of d.given.keys()) given.add(place);
      expect(broken(manifests, declared)).toEqual([]);
      stacks += declared.namespaces.length;
    });
    expect(stacks).toBeGreaterThanOrEqual(RUNS * 1.25);
  });

  test('together with as many again, and more, they use the whole API', () => {
    for (let seed = 0; seed < 360; seed++) {
      const d = drawOf(seed);
      randomApp(d);
      for (const place of d.given.keys()) given.add(place);
    }
    expect(missing(apiTypes(), given)).toEqual([]);
  });

  test.each(HELD)('a change of %s breaks a law', (_, pattern) => {
    const held: string[] = [];
    every(RUNS / 60, (seed) => {
      const { manifests, declared } = declare(seed);
      const chosen = mutants(manifests.objects).filter(({ name }) => pattern.test(name));
      held.push(...chosen.map(({ name }) => name));
      expect(chosen.filter(({ mutate }) => broken(mutate(), declared).length === 0).map(({ name }) => name)).toEqual(
        [],
      );
    });
    expect(held.length).toBeGreaterThan(1);
  });

  test('6 the same declaration gives the same bytes, at another time and in another environment', () => {
    every(RUNS / 25, (seed) => {
      const before = randomApp(drawOf(seed)).app.synthYaml();
      const after = elsewhere(() => randomApp(drawOf(seed)).app.synthYaml());
      expect(after).toBe(before);
    });
  });

  test('8 every object is shown by its component, and a patch of it changes what it says and nothing else', () => {
    every(RUNS / 25, (seed) => {
      const { manifests } = declare(seed);
      const { app, exposed } = randomApp(drawOf(seed));
      expect(exposed).toHaveLength(manifests.objects.length);
      for (const object of exposed) object.addJsonPatch(JsonPatch.add('/metadata/finalizers', [object.node.path]));
      const patched = renderApp(app).objects;
      expect(new Set(patched.map(({ metadata }) => metadata.finalizers[0])).size).toBe(exposed.length);
      for (const { metadata } of patched) delete metadata.finalizers;
      expect(patched).toEqual(manifests.objects);
    });
  });
});

/** What breaks which law. Manifests that cannot even be read break all. */
function broken(manifests: Manifests, declared: RandomApp): string[] {
  return laws.flatMap(([law, answer]) => {
    try {
      return answer(manifests, declared).map((what) => `${law}: ${what}`);
    } catch (error) {
      return [`${law}: ${error}`];
    }
  });
}

/** Runs something at another time, with other luck, where no environment variable is set. */
function elsewhere<T>(run: () => T): T {
  const { env } = process;
  jest.useFakeTimers({ now: 0 });
  const luck = jest.spyOn(Math, 'random').mockReturnValue(0.5);
  process.env = {};
  try {
    return run();
  } finally {
    process.env = env;
    luck.mockRestore();
    jest.useRealTimers();
  }
}
