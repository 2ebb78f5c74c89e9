import type { AutoscalerPlan } from '../kubernetes/horizontal-pod-autoscaler';
import { checked, required } from '../checks/check';
import { shown } from '../checks/messages';
import type { Shape } from '../checks/declaration';
import { countMistake } from '../checks/replicas';

/**
 * How many pods there are, by what they use. The cluster needs a metrics server.
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export interface Autoscaling {
  /**
   * The fewest pods, from 1.
   * @default 2
   */
  readonly minReplicas?: number;
  /** The most pods, at least as many as the fewest. */
  readonly maxReplicas: number;
  /**
   * How much CPU the pods use on average before there are more of them, in percent of what each requests: 100 millis
   * where `resources.cpu.request` says nothing else.
   * @default - 80; where memoryUtilization is given, CPU does not count
   */
  readonly cpuUtilization?: number;
  /**
   * How much memory the pods use on average before there are more of them, in percent of what each requests,
   * up to 99.
   * @default - memory does not count
   */
  readonly memoryUtilization?: number;
}

export const AUTOSCALING: Shape<Autoscaling> = {
  minReplicas: checked,
  maxReplicas: required(checked, 'say how many there may be at most'),
  cpuUtilization: checked,
  memoryUtilization: checked,
};

export function autoscaler(given: Autoscaling): AutoscalerPlan {
  const { minReplicas = 2, maxReplicas, memoryUtilization: memory } = given;
  const cpu = given.cpuUtilization ?? (memory === undefined ? 80 : undefined);
  return { minReplicas, maxReplicas, cpu, memory };
}

export function autoscalingMistakes(given: Autoscaling): (string | undefined)[] {
  const { minReplicas, maxReplicas } = autoscaler(given);
  const shares = { cpuUtilization: given.cpuUtilization, memoryUtilization: given.memoryUtilization };
  const fewest = countMistake('autoscaling.minReplicas', minReplicas);
  return [
    fewest,
    maxReplicas === undefined ? undefined : mostMistake(maxReplicas, fewest === undefined ? minReplicas : undefined),
    ...Object.entries(shares).map(([name, share]) => shareMistake(`autoscaling.${name}`, MOST[name], share)),
  ];
}

function mostMistake(maxReplicas: number, least?: number): string | undefined {
  const property = 'autoscaling.maxReplicas';
  return least === undefined
    ? countMistake(property, maxReplicas)
    : countMistake(property, maxReplicas, least, ' (minReplicas)');
}

/** A pod that has all the memory that it asked for is killed, not joined by another one. */
const MOST: Record<string, number> = { cpuUtilization: 1000, memoryUtilization: 99 };

function shareMistake(property: string, most: number, percent?: number): string | undefined {
  if (percent === undefined || (Number.isInteger(percent) && percent >= 1 && percent <= most)) return undefined;
  return `${property} is ${shown(percent)}; allowed are whole percents of the request from 1 to ${most}, such as 80`;
}
