// References of pods by name.
import { listAt, namespaceOf, textAt, type Manifest } from './manifest';
import { containersOf, podOf } from './pods';
import type { Scene } from './scene';

/** The loss if nothing answers to a reference, in words, and whether something does. */
export type Reference = readonly [loss: string, isResolved: boolean];

/** Objects that a pod names, and Services that its variables name as hosts. */
export function podReferences(manifest: Manifest, scene: Scene): Reference[] {
  const pod = podOf(manifest);
  const variables = containersOf(pod).flatMap(({ container }) => listAt(container, 'env'));
  const names = [
    ...listAt(pod, 'spec', 'volumes').flatMap((volume) => [
      ...named('PersistentVolumeClaim', volume, 'persistentVolumeClaim', 'claimName'),
      ...named('ConfigMap', volume, 'configMap', 'name'),
      ...named('Secret', volume, 'secret', 'secretName'),
    ]),
    ...named('ServiceAccount', pod, 'spec', 'serviceAccountName'),
    ...variables.flatMap((variable) => [
      ...named('Secret', variable, 'valueFrom', 'secretKeyRef', 'name'),
      ...named('ConfigMap', variable, 'valueFrom', 'configMapKeyRef', 'name'),
    ]),
  ];
  const objects = names.map(([kind, name]): Reference => {
    const isFound = scene.find(kind, namespaceOf(manifest), name) !== undefined;
    return [`its pod names the ${kind} ${name}, which no manifest declares.`, isFound];
  });
  return [...objects, ...variables.flatMap((variable) => hostReferences(variable, namespaceOf(manifest), scene))];
}

function hostReferences(variable: unknown, namespace: string, scene: Scene): Reference[] {
  return hostsIn(textAt(variable, 'value')).map((host) => {
    const [name, other = namespace] = host.split('.');
    const loss = `its variable ${textAt(variable, 'name')} names the Service ${host}, which no manifest declares.`;
    return [loss, scene.find('Service', other, name) !== undefined];
  });
}

function named(kind: string, value: unknown, ...path: string[]): [kind: string, name: string][] {
  const name = textAt(value, ...path);
  return name === undefined ? [] : [[kind, name]];
}

/** Parts of a variable that can be a Service, alone or followed by its namespace. */
function hostsIn(value: string | undefined): string[] {
  return value === undefined || value.length > 2048 ? [] : (value.match(/[a-z][a-z0-9-]*(\.[a-z0-9-]+)?/g) ?? []);
}
