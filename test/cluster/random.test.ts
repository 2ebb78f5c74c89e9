// A real API server and the webhook of the ingress controller accept random apps, in a dry run.
import { Draw } from '../laws/random/draw';
import { declareApp } from '../laws/random/stacks';
import { renderApp, type Manifest } from '../manifests';
import { apply, deleteNamespace, recreateNamespace } from './cluster';

const SEED = Number(process.env.LAWS_SEED ?? 1);
const RUNS = Number(process.env.LAWS_RUNS ?? 300);
/** The number of apps per run of kubectl: starting kubectl takes longer than one app. */
const BATCH = 25;

const apps = Array.from({ length: RUNS }, (_, index) => {
  const { app, facts } = declareApp(new Draw(SEED + index));
  return { namespaces: facts.namespaces, objects: renderApp(app).objects };
});
const namespaces = [...new Set(apps.flatMap((app) => app.namespaces))];

beforeAll(async () => {
  await Promise.all(namespaces.map(recreateNamespace));
});

afterAll(async () => {
  await Promise.all(namespaces.map(deleteNamespace));
});

const batches = Array.from({ length: Math.ceil(RUNS / BATCH) }, (_, index) => index * BATCH);

test.each(batches)(`the cluster accepts ${BATCH} random apps from seed ${SEED} + %d`, async (from) => {
  await dryRun(apps.slice(from, from + BATCH).flatMap(({ objects }) => objects));
});

describe('the cluster rejects', () => {
  const [ingress] = apps.flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'Ingress'));
  const [deployment] = apps.flatMap(({ objects }) => objects.filter(({ kind }) => kind === 'Deployment'));

  test.each<[string, Manifest, (copy: Manifest) => void, string]>([
    ['an unknown field', deployment, ({ spec }) => (spec.replica = 1), '.spec.replica: field not declared in schema'],
    [
      'a selector that matches other pods',
      deployment,
      ({ spec }) => (spec.selector.matchLabels.x = 'y'),
      '`selector` does not match template `labels`',
    ],
    [
      'a path that the webhook denies',
      ingress,
      ({ spec }) => (spec.rules[0].http.paths[0] = { ...spec.rules[0].http.paths[0], path: '/etc/nginx' }),
      'admission webhook',
    ],
  ])('%s', async (_, object, change, expected) => {
    const copy = structuredClone(object);
    change(copy);
    await expect(dryRun([copy])).rejects.toThrow(expected);
  });
});

async function dryRun(objects: Manifest[]): Promise<void> {
  await apply(objects.map((object) => JSON.stringify(object)).join('\n---\n'), '--dry-run=server');
}
