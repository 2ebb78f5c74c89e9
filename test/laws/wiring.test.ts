// The reference application is wired as declared, and no change of its wiring goes unnoticed.
import { readFileSync } from 'node:fs';
import { Manifests } from '../manifests';
import { violations } from './hardening';
import { changes } from './mutants';
import { contradictStatement, statements } from './wiring';

const yaml = readFileSync('dist/fib.k8s.yaml', 'utf8');

describe('in the manifests of the reference application', () => {
  const manifests = Manifests.parse(yaml);
  test.each(statements)('%s', (_, ask, expected) => {
    expect(ask(manifests)).toEqual(expected);
  });
});

/** Values that hold the application together, by their paths. */
const WIRING: [what: string, path: RegExp][] = [
  ['selectors', /\.(selector|matchLabels)\.app\.kubernetes\.io\/(name|instance)$/],
  ['labels of pods', /template\.metadata\.labels\.app\.kubernetes\.io\/(name|instance)$/],
  ['names of Services and claims', /^(Service|PersistentVolumeClaim)\/.*metadata\.name$/],
  ['namespaces', /metadata\.namespace$|^Namespace\/.*metadata\.name$/],
  ['ports', /\.(port|targetPort|containerPort|number)$|containers.*ports\.\d+\.name$/],
  ['paths of routes', /\.paths\.\d+\.(path|pathType|backend\.service\.name)$/],
  ['annotations and class of routes', /annotations\.|ingressClassName$/],
  ['claims', /\.(claimName|storage|storageClassName)$|accessModes\.\d+$/],
  ['mounts', /\.(mountPath|sizeLimit)$|volumeMounts\.\d+\.name$|volumes\.\d+\.name$/],
  ['keys of secrets', /secretKeyRef\.(name|key)$/],
  ['variables', /\.env\.\d+\.(name|value)$/],
  ['the lock', /containers\.0\.command\.2$/],
  ['the number of writers', /^Deployment\/(postgres|redis).*(replicas|strategy\.type)$/],
  ['consumer labels', /uses\.webstack/],
  ['policies', /^NetworkPolicy\/.*(spec\..*|metadata\.namespace)$/],
];

describe('notices a change of', () => {
  const all = changes(Manifests.parse(yaml).objects);

  test.each(WIRING)('%s', (_, path) => {
    const chosen = all.filter(({ name }) => path.test(name));
    expect(chosen.length).toBeGreaterThan(0);
    expect(chosen.filter(({ mutate }) => isUnnoticed(mutate())).map(({ name }) => name)).toEqual([]);
  });
});

function isUnnoticed(manifests: Manifests): boolean {
  return !contradictStatement(manifests) && violations(manifests).length === 0;
}
