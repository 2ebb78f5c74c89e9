// The objects of every component with pods: its Deployment, ServiceAccount, policy, budget and autoscaler.
import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { MOST_INT32 } from '../checks/numbers';
import type { Identity } from '../identity/identity';
import { createDeployment } from '../kubernetes/deployment';
import { createHorizontalPodAutoscaler, type AutoscalerPlan } from '../kubernetes/horizontal-pod-autoscaler';
import { createPodDisruptionBudget } from '../kubernetes/pod-disruption-budget';
import { createServiceAccount } from '../kubernetes/service-account';
import { createComponentPolicy, type TrafficPlan } from '../network/policy';
import { renderPodTemplate, type PodPlan } from '../pod/pod';
import { startupSeconds } from '../pod/probes';

/** The decisions of a component about its pods. */
export interface ComponentPlan {
  /** The number of pods, unless an autoscaler sets it. */
  readonly replicas: number;
  readonly autoscaler?: AutoscalerPlan;
  /** Whether the old pod ends before the new one starts: a volume with one writer requires it. */
  readonly recreate: boolean;
  readonly pod: PodPlan;
  readonly traffic: TrafficPlan;
}

export interface ComponentObjects {
  readonly deployment: ApiObject;
  readonly serviceAccount: ApiObject;
  readonly networkPolicy: ApiObject;
  /** Undefined for a single pod: a budget would keep its node from being drained. */
  readonly podDisruptionBudget?: ApiObject;
  readonly horizontalPodAutoscaler?: ApiObject;
}

/** Creates the objects of a component. */
export function deployComponent(component: Construct, identity: Identity, plan: ComponentPlan): ComponentObjects {
  const { autoscaler, replicas, recreate, pod } = plan;
  const areSeveral = (autoscaler?.maxReplicas ?? replicas) > 1;
  const template = renderPodTemplate(component, identity, { ...pod, areSeveral });
  const progressDeadlineSeconds = rolloutDeadline(plan);
  return {
    serviceAccount: createServiceAccount(component, identity),
    networkPolicy: createComponentPolicy(component, identity, plan.traffic),
    deployment: createDeployment(component, identity, {
      ...{ recreate, template, progressDeadlineSeconds },
      replicas: autoscaler ? undefined : replicas,
    }),
    podDisruptionBudget: areSeveral ? createPodDisruptionBudget(component, identity) : undefined,
    horizontalPodAutoscaler: autoscaler && createHorizontalPodAutoscaler(component, identity, autoscaler),
  };
}

/** The time to schedule a pod, perhaps on a new node, and to pull its image. */
const SCHEDULING_SECONDS = 300;

/**
 * Returns the seconds without progress after which a rollout counts as failed.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds
 */
function rolloutDeadline({ recreate, pod }: ComponentPlan): number {
  const terminationSeconds = recreate ? pod.termination.graceSeconds : 0;
  return Math.min(terminationSeconds + SCHEDULING_SECONDS + startupSeconds(pod.probes), MOST_INT32);
}
