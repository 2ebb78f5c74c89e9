// Pods of others in a namespace that denies by default.
import { entriesAt, field, listAt, namespaceOf, textAt, type Finding, type Manifest } from './manifest';
import { PodIndex } from './pod-index';
import { podOf } from './pods';

/**
 * Returns pods of others that no other NetworkPolicy selects, in a namespace where a policy of ours denies by default. A
 * provider or a routed pod may do without connections of its own: only their author knows.
 * @param declared the manifests as their component declared them; undefined for those of others
 */
export function isolatedPods(manifests: readonly Manifest[], declared: readonly (Manifest | undefined)[]): Finding[] {
  const isolated = new Set(manifests.filter((_, index) => deniesByDefault(declared[index])).map(namespaceOf));
  const isSuspect = (manifest: Manifest, index: number) =>
    declared[index] === undefined && isolated.has(namespaceOf(manifest)) && usesPodNetwork(manifest);
  const suspects = manifests.map((manifest, index) => (isSuspect(manifest, index) ? manifest : {}));
  if (suspects.every((manifest) => podOf(manifest) === undefined)) return [];
  const pods = new PodIndex(suspects);
  const selected = new Set(manifests.filter(allowsSome).flatMap((policy) => selectedPods(policy, pods)));
  return suspects.flatMap((manifest, index) =>
    podOf(manifest) === undefined || selected.has(index) ? [] : [isolatedPodFinding(index, namespaceOf(manifest))],
  );
}

/** Policies do not apply to pods in the network of their node. */
function usesPodNetwork(manifest: Manifest): boolean {
  return podOf(manifest) !== undefined && field(podOf(manifest), 'spec', 'hostNetwork') !== true;
}

function deniesByDefault(manifest: Manifest | undefined): boolean {
  return manifest?.kind === 'NetworkPolicy' && isDenial(manifest);
}

/** Whether a policy denies traffic of all pods. */
function isDenial(manifest: Manifest): boolean {
  const isForAll = entriesAt(manifest, 'spec', 'podSelector').length === 0;
  return isForAll && listAt(manifest, 'spec', 'egress').length === 0;
}

/** Whether a manifest is a policy that may allow something, also one of a network plugin. */
function allowsSome(manifest: Manifest): boolean {
  return /NetworkPolicy$/.test(String(manifest.kind)) && !(isOfKubernetes(manifest) && isDenial(manifest));
}

/** Returns the pods that a policy selects; one of a network plugin may select all pods of its namespace. */
function selectedPods(policy: Manifest, pods: PodIndex): readonly number[] {
  const selector = isOfKubernetes(policy) ? (field(policy, 'spec', 'podSelector') ?? {}) : {};
  return pods.find(namespaceOf(policy), selector);
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
