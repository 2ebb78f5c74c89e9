// References of pods by name.
import { field, listAt, namespaceOf, textAt, type Manifest } from './manifest';
import { containersOf, podOf, selects } from './pods';
import { objectReference, type Reference } from './reference';
import type { Scene } from './scene';

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
  const objects = names.map(([kind, name]) => {
    const loss = `its pod names the ${kind} ${name}, which no manifest declares.`;
    return objectReference(loss, `${kind} ${name}`, scene.find(kind, namespaceOf(manifest), name));
  });
  return [...objects, ...hostReferences(variables, manifest, scene)];
}

/** Names of variables that are a host or contain one. The value of another may be the same word by chance. */
const HOST_NAME = /HOST|UR[IL]|ADDR|ENDPOINT|SERVER|DSN/i;

/** Returns one reference for each host. A pod that names its own Service does not connect to it. */
function hostReferences(variables: readonly unknown[], manifest: Manifest, scene: Scene): Reference[] {
  const namesOf = new Map<string, string[]>();
  for (const variable of variables)
    for (const host of hostsIn(textAt(variable, 'value')))
      namesOf.set(host, [...(namesOf.get(host) ?? []), textAt(variable, 'name') ?? '']);
  const labels = field(podOf(manifest), 'metadata', 'labels');
  return [...namesOf].flatMap(([host, all]) => {
    const [name, namespace = namespaceOf(manifest)] = host.split('.');
    const service = scene.find('Service', namespace, name);
    const isOwn = namespace === namespaceOf(manifest) && selects(service && selectorOf(service), labels);
    if (isOwn) return [];
    const names = all.some((each) => HOST_NAME.test(each)) ? all.filter((each) => HOST_NAME.test(each)) : all;
    const subject = names.length > 1 ? `its variables ${names.join(', ')} name` : `its variable ${names[0]} names`;
    const loss = `${subject} the Service ${host}, which no manifest declares.`;
    return [objectReference(loss, `Service ${host}`, service)];
  });
}

function selectorOf(service: Manifest): unknown {
  const matchLabels = field(service, 'spec', 'selector');
  return matchLabels === undefined ? undefined : { matchLabels };
}

function named(kind: string, value: unknown, ...path: string[]): [kind: string, name: string][] {
  const name = textAt(value, ...path);
  return name === undefined ? [] : [[kind, name]];
}

/** Parts of a variable that can be a Service, alone or followed by its namespace. */
function hostsIn(value: string | undefined): string[] {
  return value === undefined || value.length > 2048 ? [] : (value.match(/[a-z][a-z0-9-]*(\.[a-z0-9-]+)?/g) ?? []);
}
