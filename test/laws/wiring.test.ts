import { readFileSync } from 'node:fs';
import { Manifests, type Manifest } from '../manifests';
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
];

describe('broken manifests are noticed:', () => {
  const mutants = leaves(Manifests.parse(yaml).objects);

  test.each(WIRING)('%s', (_, pattern) => {
    const chosen = mutants.filter(({ name }) => pattern.test(name));
    expect(chosen.length).toBeGreaterThan(0);
    expect(chosen.filter(({ mutate }) => broken(mutate()).length === 0).map(({ name }) => name)).toEqual([]);
  });
});

interface Leaf {
  readonly name: string;
  readonly mutate: () => Manifests;
}

/** Every value in the manifests, named by its place, and the manifests with this one changed. */
function leaves(objects: Manifest[]): Leaf[] {
  return objects.flatMap(({ kind, metadata }, index) =>
    places(objects[index]).map((place) => ({
      name: `${kind}/${metadata.name}.${place.join('.')}`,
      mutate: () => changed(objects, [index, ...place]),
    })),
  );
}

function places(value: Manifest): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  return Object.keys(value).flatMap((key) => places(value[key]).map((rest) => [key, ...rest]));
}

function changed(objects: Manifest[], place: (string | number)[]): Manifests {
  const copy = structuredClone(objects);
  const last = place[place.length - 1];
  const holder = place.slice(0, -1).reduce((value: Manifest, key) => value[key], copy);
  holder[last] = typeof holder[last] === 'number' ? holder[last] + 1 : `x${holder[last]}`;
  return new Manifests(copy);
}
