// The ways past the declaration, judged by a real cluster: kubectl reads the text that was written, and the API server
// accepts every patched app that synthesis accepts.
import { HATCHES, openHatch } from '../laws/hatches';
import { HOSTILE_TEXTS } from '../laws/hostile';
import { Draw } from '../laws/random/draw';
import { patchAtRandom } from '../laws/random/patches';
import { declareApp } from '../laws/random/stacks';
import { synthesizeObjects, type Manifest } from '../manifests';
import { apply, deleteNamespace, kubectlWithInput, recreateNamespace } from './cluster';

/** An annotation that no object has. To remove it, kubectl reads objects of any kind, and prints them. */
const NO_ANNOTATION = 'none-';

test.each(Object.keys(HATCHES))('%s: kubectl reads what was written', async (hatch) => {
  const written = HOSTILE_TEXTS.map((text) => openHatch(hatch, text)).filter(({ error }) => error === undefined);
  const yaml = written.map((each) => each.yaml).join('---\n');
  const options = ['--local', '--output', 'json', '--filename', '-', NO_ANNOTATION];
  const output = written.length > 0 ? await kubectlWithInput(yaml, 'annotate', ...options) : '';
  const read = output.split(/^(?=\{)/m).flatMap((text) => (text === '' ? [] : [JSON.parse(text) as Manifest]));
  expect(read.map(withAnnotations)).toEqual(written.flatMap(({ objects }) => objects).map(withAnnotations));
});

function withAnnotations({ metadata, ...object }: Manifest): Manifest {
  return { ...object, metadata: { annotations: {}, ...metadata } };
}

const SEEDS = Array.from({ length: 200 }, (_, index) => index + 1);

/** Random apps with a random patch that synthesis accepts. */
const patched = SEEDS.flatMap((seed) => {
  const draw = new Draw(seed);
  const { app, facts } = declareApp(draw);
  patchAtRandom(draw, app);
  try {
    return [{ seed, namespaces: facts.namespaces, objects: synthesizeObjects(app) }];
  } catch {
    return [];
  }
});

describe('the API server', () => {
  const namespaces = [...new Set(patched.flatMap((app) => app.namespaces))];
  beforeAll(async () => {
    await Promise.all(namespaces.map(recreateNamespace));
  });
  afterAll(async () => {
    await Promise.all(namespaces.map(deleteNamespace));
  });

  test('accepts every patched app that synthesis accepts', async () => {
    expect(patched.length).toBeGreaterThan(SEEDS.length / 4);
    const yaml = patched.flatMap(({ objects }) => objects).map((object) => JSON.stringify(object));
    await apply(yaml.join('\n---\n'), '--dry-run=server');
  });
});
