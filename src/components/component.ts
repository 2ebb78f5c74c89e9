// What all components with pods have in common: who they are, how many, who keeps them, who may talk to them.
import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { deployment } from '../kubernetes/deployment';
import { horizontalPodAutoscaler, type AutoscalerPlan } from '../kubernetes/horizontal-pod-autoscaler';
import { podDisruptionBudget } from '../kubernetes/pod-disruption-budget';
import { serviceAccount } from '../kubernetes/service-account';
import { componentPolicy, type TrafficPlan } from '../network/policy';
import { podTemplate, type PodPlan } from '../pod/pod';
import { startupSeconds } from '../pod/probes';
import type { Identity } from '../identity/identity';
import { objectNameMistake } from '../checks/names';
import { report } from '../checks/messages';

/** What the component decides. */
export interface PodsPlan {
  /** How many there are, where nobody else sees to it. */
  readonly replicas: number;
  readonly autoscaler?: AutoscalerPlan;
  /** Ends the old pod before the new one starts: for what has a single writer. */
  readonly recreate: boolean;
  readonly pod: PodPlan;
  readonly traffic: TrafficPlan;
}

export interface Pods {
  readonly deployment: ApiObject;
  readonly serviceAccount: ApiObject;
  readonly networkPolicy: ApiObject;
  /** Where there can be more than one pod: with one, a budget would keep its node from being drained. */
  readonly podDisruptionBudget?: ApiObject;
  readonly horizontalPodAutoscaler?: ApiObject;
}

export function pods(component: Construct, identity: Identity, plan: PodsPlan): Pods {
  const { autoscaler, replicas, recreate, pod } = plan;
  report(component, priorityMistake(pod));
  const areSeveral = (autoscaler?.maxReplicas ?? replicas) > 1;
  const template = podTemplate(component, identity, { ...pod, areSeveral });
  const progressDeadlineSeconds = deadline(plan);
  return {
    serviceAccount: serviceAccount(component, identity),
    networkPolicy: componentPolicy(component, identity, plan.traffic),
    deployment: deployment(component, identity, {
      ...{ recreate, template, progressDeadlineSeconds },
      replicas: autoscaler ? undefined : replicas,
    }),
    podDisruptionBudget: areSeveral ? podDisruptionBudget(component, identity) : undefined,
    horizontalPodAutoscaler: autoscaler && horizontalPodAutoscaler(component, identity, autoscaler),
  };
}

function priorityMistake({ priorityClassName: name }: PodPlan): string | undefined {
  return name === undefined ? undefined : objectNameMistake('PriorityClass', name);
}

/** For a node to be found or made, and the image to be pulled. */
const ARRIVAL_SECONDS = 300;
/** What the API server takes. */
const MOST_SECONDS = 2 ** 31 - 1;

/**
 * After so long without any progress, a rollout counts as failed.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds
 */
function deadline({ recreate, pod }: PodsPlan): number {
  const ending = recreate ? pod.termination.graceSeconds : 0;
  return Math.min(ending + ARRIVAL_SECONDS + startupSeconds(pod.probes), MOST_SECONDS);
}
