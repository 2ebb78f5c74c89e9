import { kubectlWithInput } from './cluster';

/** Evicts a pod, as `kubectl drain` does for each pod of a node. */
export async function evict(namespace: string, pod: string): Promise<void> {
  const name = pod.replace('pod/', '');
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } };
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/eviction`;
  await kubectlWithInput(JSON.stringify(eviction), 'create', '--raw', path, '--filename', '-');
}

/** The API server's message while a disruption budget forbids an eviction. */
export const EVICTION_REJECTED = "Cannot evict pod as it would violate the pod's disruption budget.";
