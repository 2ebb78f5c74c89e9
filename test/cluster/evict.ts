import { kubectlWith } from './cluster';

/** Evicts a pod, as `kubectl drain` does for each pod of a node. */
export async function evict(namespace: string, pod: string): Promise<void> {
  const name = pod.replace('pod/', '');
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/eviction`;
  await kubectlWith(JSON.stringify(eviction), 'create', '--raw', path, '--filename', '-');
}

/** The error of an eviction that a budget delays. */
export const REFUSAL = "Cannot evict pod as it would violate the pod's disruption budget.";
