// Random apps, asked of a real API server and of the controller's webhook: nothing is refused, and nothing is kept.
import { drawOf } from '../laws/random/draw';
import { randomApp } from '../laws/random/stacks';
import { renderApp, type Manifest } from '../manifests';
import { apply, dropNamespace, freshNamespace } from './cluster';

const SEED = Number(process.env.LAWS_SEED ?? 1);
const RUNS = Number(process.env.LAWS_RUNS ?? 300);
/** So many apps at a time: to start kubectl costs more than one app does. */
const BATCH = 25;

const apps = Array.from({ length: RUNS }, (_, index) => {
  const declared = randomApp(drawOf(SEED + index));
  return { ...declared, objects: renderApp(declared.app).objects };
});
const namespaces = [...new Set(apps.flatMap((app) => app.namespaces))];

beforeAll(async () => {
  await Promise.all(namespaces.map(freshNamespace));
});

afterAll(async () => {
  await Promise.all(namespaces.map(dropNamespace));
});

const batches = Array.from({ length: Math.ceil(RUNS / BATCH) }, (_, index) => index * BATCH);

test.each(batches)(`from the seed ${SEED} and %d on, ${BATCH} random apps are taken`, async (from) => {
  await asked(apps.slice(from, from + BATCH).flatMap(({ objects }) => objects));
});

describe('so asked, it is refused', () => {
  const [ingress] = apps.flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'Ingress'));
  const [deployment] = apps.flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'Deployment'));

  test.each<[string, Manifest, (copy: Manifest) => void, string]>([
    [
      'a field that there is not',
      deployment,
      ({ spec }) => (spec.replica = 1),
      '.spec.replica: field not declared in schema',
    ],
    [
      'a selector of other pods',
      deployment,
      ({ spec }) => (spec.selector.matchLabels.x = 'y'),
      '`selector` does not match template `labels`',
    ],
    [
      'a path for nginx.conf',
      ingress,
      ({ spec }) => (spec.rules[0].http.paths[0] = { ...spec.rules[0].http.paths[0], path: '/etc/nginx' }),
      'admission webhook',
    ],
  ])('%s', async (_, object, change, expected) => {
    const copy = structuredClone(object);
    change(copy);
    await expect(asked([copy])).rejects.toThrow(expected);
  });
});

async function asked(objects: Manifest[]): Promise<void> {
  await apply(objects.map((object) => JSON.stringify(object)).join('\n---\n'), '--dry-run=server');
}
