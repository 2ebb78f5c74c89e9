// The spread of a component's pods. It is a preference: a cluster with one node runs them all.
import type { k8s, Plain } from '../../imports/k8s';
import type { Identity } from '../identity/identity';

type Spread = Pick<Plain<k8s.PodSpec>, 'affinity' | 'topologySpreadConstraints'>;

/**
 * Spreads pods over nodes, and evenly over zones. The pods of each version are counted separately, so that they are
 * spread evenly after a rollout.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
export function renderSpread({ selector }: Identity): Spread {
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
