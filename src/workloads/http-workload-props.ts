import { listOf } from '../checks/check';
import type { Checks, Rule } from '../checks/declaration';
import { namespaceName } from '../checks/names';
import { count, port } from '../checks/numbers';
import { autoscaling, type Autoscaling } from './autoscaling';
import { WORKLOAD_CHECKS, type WorkloadProps } from './workload-props';

/**
 * A program of your own that answers HTTP requests.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/workloads.md
 */
export interface HttpWorkloadProps extends WorkloadProps {
  /**
   * The port of the program and of its Service, at least 1024: containers do not run as root.
   * @default - Client: 3000, Server: 5000
   */
  readonly port?: number;
  /**
   * The number of pods.
   * @default - 3; with autoscaling, the autoscaler sets it
   */
  readonly replicas?: number;
  /**
   * Lets a HorizontalPodAutoscaler set the number of pods.
   * @default - replicas sets it
   */
  readonly autoscaling?: Autoscaling;
  /**
   * Other namespaces whose pods may connect.
   * @default - only its own namespace
   */
  readonly allowNamespaces?: string[];
}

export const HTTP_WORKLOAD_CHECKS: Checks<HttpWorkloadProps> = {
  ...WORKLOAD_CHECKS,
  port: port({ from: 1024 }),
  replicas: count(),
  autoscaling,
  allowNamespaces: listOf(namespaceName, 'namespaces'),
};

/** A second apply would set back what the autoscaler has set. */
export const scalingRule: Rule<HttpWorkloadProps> = ({ replicas, autoscaling: scaling }) => [
  replicas === undefined || scaling === undefined
    ? undefined
    : 'replicas and autoscaling both set the number of pods. Remove replicas and set autoscaling.minReplicas.',
];
