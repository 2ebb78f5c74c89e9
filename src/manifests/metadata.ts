// Names, labels and annotations as the API server validates them.
import { annotations, labels } from '../checks/labels';
import { formatValue, notAllowed } from '../checks/messages';
import { namespaceName, objectName, serviceName } from '../checks/names';
import { field, kindOf, type Manifest } from './manifest';

/** Groups whose names may hold any character but '/' and '%', or are checked by servers of their own. */
const FREE_NAMES = /^(rbac\.authorization\.k8s\.io|[a-z.]+\.openshift\.io)\//;

/** Groups of Kubernetes itself. In any other, a `spec.template` may be text with placeholders. */
const BUILT_IN = /^(v1|(apps|autoscaling|batch|policy|[a-z.]+\.k8s\.io)\/\w+)$/;

/** Places of labels besides `metadata.labels`, in any kind of object. */
const LABELS: readonly (readonly string[])[] = [
  ['metadata', 'labels'],
  ['spec', 'selector', 'matchLabels'],
  ['spec', 'podSelector', 'matchLabels'],
  ['spec', 'template', 'metadata', 'labels'],
];
const ANNOTATIONS: readonly (readonly string[])[] = [
  ['metadata', 'annotations'],
  ['spec', 'template', 'metadata', 'annotations'],
];

/** Returns the errors of what every object has: a version, a kind, a name, a namespace, labels and annotations. */
export function metadataErrors(manifest: Manifest): string[] {
  const title = `the ${kindOf(manifest)}`;
  return [
    ...['apiVersion', 'kind'].flatMap((name) => identityErrors(manifest, name)),
    ...nameErrors(manifest, `${title}.metadata.name`),
    ...namespaceName(field(manifest, 'metadata', 'namespace'), `${title}.metadata.namespace`),
    ...placesIn(LABELS, manifest).flatMap((path) => labels(field(manifest, ...path), [title, ...path].join('.'))),
    ...placesIn(ANNOTATIONS, manifest).flatMap((path) =>
      annotations(field(manifest, ...path), [title, ...path].join('.')),
    ),
  ];
}

function placesIn(places: readonly (readonly string[])[], { apiVersion }: Manifest): readonly (readonly string[])[] {
  return BUILT_IN.test(String(apiVersion)) ? places : places.slice(0, 1);
}

const IDENTITIES: Readonly<Record<string, readonly [form: RegExp, allowed: string]>> = {
  apiVersion: [/^([a-z0-9][-.a-z0-9]{0,252}\/)?[a-z0-9]{1,63}$/, 'a version such as v1 or apps/v1'],
  kind: [/^[A-Za-z0-9]{1,63}$/, 'a kind such as ConfigMap'],
};

function identityErrors(manifest: Manifest, name: string): string[] {
  const value = manifest[name];
  if (typeof value !== 'string' || value === '') return [`the object has no ${name}. Do not remove it by a patch.`];
  const [form, allowed] = IDENTITIES[name];
  return form.test(value) ? [] : [notAllowed(`the ${name} of the object`, formatValue(value), allowed)];
}

function nameErrors(manifest: Manifest, property: string): string[] {
  const name = field(manifest, 'metadata', 'name');
  if (name === undefined) {
    const isGenerated = field(manifest, 'metadata', 'generateName') !== undefined;
    return isGenerated ? [] : [`${property} is missing. Set a name.`];
  }
  const kind = kindOf(manifest);
  if (FREE_NAMES.test(String(manifest.apiVersion))) return [];
  if (manifest.apiVersion === 'v1' && kind === 'Service') return serviceName()(name, property);
  return kind === 'Namespace' ? namespaceName(name, property) : objectName(kind)(name, property);
}
