import type { AutoscalerPlan } from '../kubernetes/horizontal-pod-autoscaler';
import { checked } from '../wiring/kinds';
import { shown } from '../wiring/mistake';
import type { Shape } from '../wiring/shape';

/**
 * How many pods there are, by what they use. The cluster needs a metrics server.
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export interface Autoscaling {
  /**
   * The fewest pods.
   * @default 2
   */
  readonly minReplicas?: number;
  /** The most pods. */
  readonly maxReplicas: number;
  /**
   * How much CPU the pods use on average before there are more of them, in percent of what each requests: 100 millis
   * where `resources.cpu.request` says nothing else.
   * @default - 80; where memoryUtilization is given, CPU does not count
   */
  readonly cpuUtilization?: number;
  /**
   * How much memory the pods use on average before there are more of them, in percent of what each requests.
   * @default - memory does not count
   */
  readonly memoryUtilization?: number;
}

export const AUTOSCALING: Shape<Autoscaling> = {
  minReplicas: checked,
  maxReplicas: checked,
  cpuUtilization: checked,
  memoryUtilization: checked,
};

export function autoscaler(given: Autoscaling): AutoscalerPlan {
  const { minReplicas = 2, maxReplicas, memoryUtilization: memory } = given;
  const cpu = given.cpuUtilization ?? (memory === undefined ? 80 : undefined);
  return { minReplicas, maxReplicas, cpu, memory };
}

/** Far above what any cluster holds: no more than a slip of the finger. */
export const MOST_REPLICAS = 10_000;

/** What is wrong with a number of pods that nobody has to keep within another one. */
export function countMistake(property: string, count: number, least = 1): string | undefined {
  if (Number.isInteger(count) && count >= least && count <= MOST_REPLICAS) return undefined;
  return `${property} is ${shown(count)}; allowed is a whole number from ${least} to ${MOST_REPLICAS}`;
}

export function autoscalingMistakes(given: Autoscaling): (string | undefined)[] {
  const { minReplicas, maxReplicas } = autoscaler(given);
  const shares = { cpuUtilization: given.cpuUtilization, memoryUtilization: given.memoryUtilization };
  const fewest = countMistake('autoscaling.minReplicas', minReplicas);
  return [
    fewest,
    countMistake('autoscaling.maxReplicas', maxReplicas, fewest === undefined ? minReplicas : 1),
    ...Object.entries(shares).map(([name, share]) => shareMistake(`autoscaling.${name}`, share)),
  ];
}

function shareMistake(property: string, percent?: number): string | undefined {
  if (percent === undefined || (Number.isInteger(percent) && percent >= 1 && percent <= 1000)) return undefined;
  return `${property} is ${shown(percent)}; allowed are whole percents of the request from 1 to 1000, such as 80`;
}
