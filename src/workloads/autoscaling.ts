import { group, type Checks, type Rule } from '../checks/declaration';
import { inOrder, required } from '../checks/check';
import { count, wholeNumber } from '../checks/numbers';
import { objectLike } from '../checks/shapes';
import type { AutoscalerPlan } from '../kubernetes/horizontal-pod-autoscaler';

/**
 * The number of pods, set by a HorizontalPodAutoscaler. The cluster needs a metrics server.
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export interface Autoscaling {
  /**
   * The lowest number of pods, at least 1.
   * @default 2
   */
  readonly minReplicas?: number;
  /** The highest number of pods, at least minReplicas. */
  readonly maxReplicas: number;
  /**
   * The average CPU usage above which pods are added, in percent of the CPU that each pod requests: 100 millis unless
   * `resources.cpu.request` is set.
   * @default - 80; with memoryUtilization, CPU is not considered
   */
  readonly cpuUtilization?: number;
  /**
   * The average memory usage above which pods are added, in percent of the memory that each pod requests, up to 99.
   * @default - memory is not considered
   */
  readonly memoryUtilization?: number;
}

const DEFAULT_MIN_REPLICAS = 2;

/** A percentage of what pods request. */
function percentage(to: number) {
  return wholeNumber({ to, reason: 'percent of the request' });
}

const AUTOSCALING_CHECKS: Checks<Autoscaling> = {
  minReplicas: count(),
  maxReplicas: required(count(), 'Set the highest number of pods'),
  cpuUtilization: percentage(1000),
  memoryUtilization: percentage(99), // at 100 the pod is killed before another one is added
};

const orderRule: Rule<Autoscaling> = ({ minReplicas = DEFAULT_MIN_REPLICAS, maxReplicas }, { name, isRejected }) => [
  maxReplicas === undefined || maxReplicas >= minReplicas || isRejected('minReplicas')
    ? undefined
    : `${name('maxReplicas')} is ${maxReplicas}; allowed: at least ${minReplicas} (minReplicas).`,
];

/** The check of `autoscaling`. */
export const autoscaling = inOrder(objectLike('{ maxReplicas: 5 }'), group(AUTOSCALING_CHECKS, orderRule));

/** Returns a declaration with its defaults. */
export function planAutoscaler(declaration: Autoscaling): AutoscalerPlan {
  const { minReplicas = DEFAULT_MIN_REPLICAS, maxReplicas, memoryUtilization: memory } = declaration;
  const cpu = declaration.cpuUtilization ?? (memory === undefined ? 80 : undefined);
  return { minReplicas, maxReplicas, cpu, memory };
}
