// Workloads that the API server or the namespace refuses.
import { field, kindOf, listAt, namespaceOf, textAt, type Manifest } from './manifest';
import { podOf, selects } from './pods';
import { podSecurityViolations, type Standard } from './pod-security';

/** Returns the error of a workload that does not select its own pods. */
export function selectorErrors(manifest: Manifest): string[] {
  const selector = field(manifest, 'spec', 'selector');
  const pod = podOf(manifest);
  if (pod === undefined || !String(manifest.apiVersion).startsWith('apps/')) return [];
  const isEmpty = ['matchLabels', 'matchExpressions'].every(
    (name) => Object.keys(field(selector, name) ?? {}).length === 0,
  );
  return !isEmpty && selects(selector, field(pod, 'metadata', 'labels'))
    ? []
    : [
        `the ${kindOf(manifest)}.spec.selector does not select the labels of its own pods, so the cluster refuses it. ` +
          'Change both, or neither.',
      ];
}

/** Returns the Pod Security Standard that a Namespace enforces; undefined for any other object. */
export function enforcedStandard(manifest: Manifest): Standard | undefined {
  if (manifest.kind !== 'Namespace') return undefined;
  const standard = textAt(manifest, 'metadata', 'labels', 'pod-security.kubernetes.io/enforce');
  return standard === 'restricted' || standard === 'baseline' ? standard : undefined;
}

/** Returns the Pod Security Standard that each namespace enforces. */
export function enforcedStandards(manifests: readonly Manifest[]): Map<string, Standard> {
  const enforced = new Map<string, Standard>();
  for (const manifest of manifests) {
    const standard = enforcedStandard(manifest);
    const name = textAt(manifest, 'metadata', 'name');
    if (name !== undefined && standard !== undefined) enforced.set(name, standard);
  }
  return enforced;
}

/** Returns the errors of a workload whose pods the namespace refuses. */
export function admissionErrors(manifest: Manifest, enforced: ReadonlyMap<string, Standard>): string[] {
  const namespace = namespaceOf(manifest);
  const standard = enforced.get(namespace);
  const pod = podOf(manifest);
  if (standard === undefined || pod === undefined || listAt(pod, 'spec', 'containers').length === 0) return [];
  return podSecurityViolations(pod, standard).map(
    ({ place, wayOut }) =>
      `${place} of the ${kindOf(manifest)} does not meet the Pod Security Standard "${standard}", so the namespace ` +
      `"${namespace}" refuses the pods. ${wayOut}.`,
  );
}
