import { Size, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { boolean } from '../checks/check';
import type { Checks, Rule } from '../checks/declaration';
import { count } from '../checks/numbers';
import { checkedId } from '../checks/placement';
import { validateProps } from '../checks/validate-props';
import { createIdentity } from '../identity/identity';
import { Health } from '../pod/health';
import { deployWorkload } from './workload';
import { WORKLOAD_CHECKS, type WorkloadProps } from './workload-props';

/** Properties of a Worker: a program of your own that fetches its work and receives no requests. */
export interface WorkerProps extends WorkloadProps {
  /**
   * The number of pods. More than one requires `sharesWork`.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Whether several workers share the work, as they do if they take it from a list or a stream. Subscribers of
   * publish/subscribe do not share it: each receives every message.
   * @default false
   */
  readonly sharesWork?: boolean;
}

const DEFAULTS = { memory: Size.mebibytes(256), health: Health.none(), preStopSeconds: 0 };
const WORKER_CHECKS: Checks<WorkerProps> = { ...WORKLOAD_CHECKS, replicas: count(), sharesWork: boolean };

const sharedWorkRule: Rule<WorkerProps> = ({ replicas = 1, sharesWork = false }, { isRejected }) => [
  replicas === 1 || sharesWork || isRejected('sharesWork')
    ? undefined
    : `replicas is ${replicas}; allowed: 1 (subscribers of publish/subscribe each receive every message and would do ` +
      'all work several times). Set replicas: 1, or sharesWork: true if the workers take work from a list or a stream.',
];

/**
 * A worker of the application: a Deployment without a Service. During a rollout the old and the new version run side by
 * side for a moment: a message may be processed twice, but none is missed.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/workloads.md
 */
export class Worker extends Construct {
  /** The Deployment. */
  public readonly deployment: ApiObject;
  /** The ServiceAccount of the pods. They do not mount its token. */
  public readonly serviceAccount: ApiObject;
  /** The NetworkPolicy of the pods. */
  public readonly networkPolicy: ApiObject;
  /** The PodDisruptionBudget, if there are several pods. */
  public readonly podDisruptionBudget?: ApiObject;
  /** The PersistentVolumeClaims of new volumes, by the volumes' names. */
  public readonly claims: Record<string, ApiObject>;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, checkedId(scope, id, new.target.name));
    const declaration = validateProps(this, props, WORKER_CHECKS, { rule: sharedWorkRule });
    const { replicas = 1 } = declaration;
    const objects = deployWorkload(this, declaration, {
      identity: createIdentity(this, id, 'worker'),
      replicas,
      ...DEFAULTS,
    });
    this.deployment = objects.deployment;
    this.serviceAccount = objects.serviceAccount;
    this.networkPolicy = objects.networkPolicy;
    this.podDisruptionBudget = objects.podDisruptionBudget;
    this.claims = objects.claims;
  }
}
