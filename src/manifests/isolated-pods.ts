// Pods of others in a namespace that denies by default.
import { entriesAt, field, listAt, namespaceOf, textAt, type Finding, type Manifest } from './manifest';
import { podOf, selects } from './pods';

/**
 * Returns pods of others that no other NetworkPolicy selects, in a namespace where a policy of ours denies by default. A
 * provider or a routed pod may do without connections of its own: only their author knows.
 * @param declared the manifests as their component declared them; undefined for those of others
 */
export function isolatedPods(manifests: readonly Manifest[], declared: readonly (Manifest | undefined)[]): Finding[] {
  const suspects = manifests.flatMap((manifest, index) => {
    const pod = declared[index] === undefined ? podOf(manifest) : undefined;
    const isOnNode = field(pod, 'spec', 'hostNetwork') === true; // policies do not apply to it
    return pod === undefined || isOnNode ? [] : [{ index, namespace: namespaceOf(manifest), pod }];
  });
  if (suspects.length === 0) return [];
  const isolated = new Set(manifests.filter((_, index) => deniesByDefault(declared[index])).map(namespaceOf));
  const policies = policySelectors(manifests);
  return suspects
    .filter(({ namespace, pod }) => {
      const labels = field(pod, 'metadata', 'labels') ?? {};
      const selectors = policies.get(namespace) ?? [];
      return isolated.has(namespace) && !selectors.some((selector) => selects(selector, labels));
    })
    .map(({ index, namespace }) => isolatedPodFinding(index, namespace));
}

function deniesByDefault(manifest: Manifest | undefined): boolean {
  return manifest?.kind === 'NetworkPolicy' && isDenial(manifest);
}

/** Whether a policy denies traffic of all pods. */
function isDenial(manifest: Manifest): boolean {
  const isForAll = entriesAt(manifest, 'spec', 'podSelector').length === 0;
  return isForAll && listAt(manifest, 'spec', 'egress').length === 0;
}

/** Returns the selectors of other policies in each namespace; a policy of a network plugin may select all pods. */
function policySelectors(manifests: readonly Manifest[]): Map<string, unknown[]> {
  const selectors = new Map<string, unknown[]>();
  for (const manifest of manifests) {
    if (!/NetworkPolicy$/.test(String(manifest.kind)) || (isOfKubernetes(manifest) && isDenial(manifest))) continue;
    const selector = isOfKubernetes(manifest) ? (field(manifest, 'spec', 'podSelector') ?? {}) : {};
    const known = selectors.get(namespaceOf(manifest));
    if (known) known.push(selector);
    else selectors.set(namespaceOf(manifest), [selector]);
  }
  return selectors;
}

function isOfKubernetes(manifest: Manifest): boolean {
  return (textAt(manifest, 'apiVersion') ?? '').startsWith('networking.k8s.io/');
}

function isolatedPodFinding(index: number, namespace: string): Finding {
  const message =
    `its pods can neither resolve names nor connect: the namespace ${namespace} denies by default, and no other ` +
    'NetworkPolicy selects them. Give them the labels in consumerLabels of a connection that they use, or add a policy.';
  return { index, rule: 'isolated-pod', isError: false, message };
}
