// The nodes that pods run on, and which pods are scheduled first.
import type { k8s, Plain } from '../../imports/k8s';
import { inOrder, listOf, number, oneOf, satisfying, type Check } from '../checks/check';
import { group, type Checks } from '../checks/declaration';
import { labelKeyText, labels, taintValue } from '../checks/labels';
import { objectName } from '../checks/names';
import { objectLike } from '../checks/shapes';

/**
 * The nodes that pods may run on, and their priority.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/workloads.md
 */
export interface Scheduling {
  /**
   * Labels of the nodes that pods may run on.
   * @default - any node
   */
  readonly nodeSelector?: Record<string, string>;
  /**
   * The node taints that pods tolerate.
   * @default - none
   */
  readonly tolerations?: Toleration[];
  /**
   * The name of the PriorityClass of pods.
   * @default - the cluster's default
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
   */
  readonly priorityClassName?: string;
}

/**
 * A node taint that pods tolerate.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration {
  /**
   * The key of the taint.
   * @default - every taint
   */
  readonly key?: string;
  /**
   * The value of the taint.
   * @default - any value
   */
  readonly value?: string;
  /**
   * The effect of the taint: `NoSchedule`, `PreferNoSchedule` or `NoExecute`.
   * @default - all effects
   */
  readonly effect?: string;
  /**
   * The time in seconds that a pod stays on a node after a `NoExecute` taint is added.
   * @default - no limit
   */
  readonly tolerationSeconds?: number;
}

const TOLERATION_CHECKS: Checks<Toleration> = {
  key: labelKeyText,
  value: taintValue,
  effect: oneOf(['NoSchedule', 'PreferNoSchedule', 'NoExecute']),
  tolerationSeconds: inOrder(
    number,
    satisfying((seconds: number) => Number.isSafeInteger(seconds) && seconds >= 0, 'a whole number from 0'),
  ),
};

const matchable: Check = (toleration, property) => {
  const { key, value, effect, tolerationSeconds } = toleration as Toleration;
  return [
    ...(key === undefined && value !== undefined
      ? [`${property} has a value without a key. Add the key of the taint, or leave the value out.`]
      : []),
    ...(tolerationSeconds !== undefined && effect !== 'NoExecute'
      ? [`${property}.tolerationSeconds needs the effect NoExecute. Set effect: 'NoExecute', or leave it out.`]
      : []),
  ];
};

const SCHEDULING_CHECKS: Checks<Scheduling> = {
  nodeSelector: labels,
  tolerations: listOf(inOrder(group(TOLERATION_CHECKS), matchable), 'tolerations'),
  priorityClassName: objectName('PriorityClass'),
};

/** Accepts the scheduling of pods. */
export const scheduling = inOrder(objectLike("{ nodeSelector: { disk: 'ssd' } }"), group(SCHEDULING_CHECKS));

type RenderedScheduling = Pick<Plain<k8s.PodSpec>, 'nodeSelector' | 'tolerations' | 'priorityClassName'>;

/** Renders the scheduling of a component. Each of its properties replaces that of the defaults. */
export function renderScheduling(defaults: Scheduling = {}, own: Scheduling = {}): RenderedScheduling {
  const tolerations = own.tolerations ?? defaults.tolerations;
  return {
    nodeSelector: own.nodeSelector ?? defaults.nodeSelector,
    tolerations: tolerations?.map(renderToleration),
    priorityClassName: own.priorityClassName ?? defaults.priorityClassName,
  };
}

function renderToleration(toleration: Toleration): Toleration & { operator: string } {
  return { ...toleration, operator: toleration.value === undefined ? 'Exists' : 'Equal' };
}
