import { readFileSync } from 'node:fs';
import { Manifests } from '../manifests';
import { mutants } from './mutants';
import { broken as brokenRules } from './hardening';
import { broken, statements } from './wiring';

const yaml = readFileSync('dist/fib.k8s.yaml', 'utf8');

describe('in the manifests of the reference application', () => {
  const manifests = Manifests.parse(yaml);
  test.each(statements)('%s', (_, answer, expected) => {
    expect(answer(manifests)).toEqual(expected);
  });
});

/** What holds the application together. Whatever is broken here has to break a statement. */
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
  ['the marks of users', /uses\.webstack/],
  ['who may connect', /^NetworkPolicy\/.*(spec\..*|metadata\.namespace)$/],
];

describe('broken manifests are noticed:', () => {
  const all = mutants(Manifests.parse(yaml).objects);

  test.each(WIRING)('%s', (_, pattern) => {
    const chosen = all.filter(({ name }) => pattern.test(name));
    expect(chosen.length).toBeGreaterThan(0);
    expect(chosen.filter(({ mutate }) => isUnnoticed(mutate())).map(({ name }) => name)).toEqual([]);
  });
});

function isUnnoticed(manifests: Manifests): boolean {
  return broken(manifests).length === 0 && brokenRules(manifests).length === 0;
}
