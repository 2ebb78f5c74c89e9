// Several pods of a component, apart from one another as well as can be: a cluster of one node takes them all.
import type { k8s, Plain } from '../../imports/k8s';
import type { Identity } from '../identity/identity';

type Spread = Pick<Plain<k8s.PodSpec>, 'affinity' | 'topologySpreadConstraints'>;

/**
 * On other nodes, and evenly over zones. Pods of each version count for themselves there, so that a rollout ends evenly.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export function spread({ selector }: Identity): Spread {
  const labelSelector = { matchLabels: selector };
  const otherNodes = { weight: 100, podAffinityTerm: { labelSelector, topologyKey: 'kubernetes.io/hostname' } };
  const zones: Plain<k8s.TopologySpreadConstraint> = {
    ...{ labelSelector, maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone' },
    ...{ whenUnsatisfiable: 'ScheduleAnyway', matchLabelKeys: ['pod-template-hash'] },
  };
  return {
    affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [otherNodes] } },
    topologySpreadConstraints: [zones],
  };
}
