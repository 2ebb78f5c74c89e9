import { Size, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Health } from '../pod/health';
import { identify } from '../identity/identity';
import { checked, flag } from '../checks/check';
import { report, shown } from '../checks/messages';
import { declared, type Shape } from '../checks/declaration';
import { deploy } from './workload';
import { WORKLOAD, type WorkloadProps } from './workload-props';

/** A program of your own to which nothing is sent: it fetches its work. */
export interface WorkerProps extends WorkloadProps {
  /**
   * How many pods work. More than one needs `sharesWork`.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Whether several workers share the work, as they do when they take it from a list or a stream. Those that listen
   * to publish/subscribe do not: each gets every message.
   * @default false
   */
  readonly sharesWork?: boolean;
}

const DEFAULTS = { memory: Size.mebibytes(256), health: Health.none(), preStopSeconds: 0 };
const WORKER: Shape<WorkerProps> = { ...WORKLOAD, replicas: checked, sharesWork: flag };

/**
 * A worker of the application: a Deployment, and no Service, since nothing is sent to it. While it is replaced by a new
 * version, two of them run for a moment: better that a message is worked twice than that nobody hears it.
 */
export class Worker extends Construct {
  /** The Deployment. */
  public readonly deployment: ApiObject;
  /** The ServiceAccount of its pods, which have no token of it. */
  public readonly serviceAccount: ApiObject;
  /** The NetworkPolicy of its pods. */
  public readonly networkPolicy: ApiObject;
  /** The PodDisruptionBudget, where there are several pods. */
  public readonly podDisruptionBudget?: ApiObject;
  /** The PersistentVolumeClaims that were made, by the names of their volumes. */
  public readonly claims: Record<string, ApiObject>;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const declaration = declared(this, props, WORKER);
    const { replicas = 1, sharesWork = false } = declaration;
    if (Number.isInteger(replicas) && replicas > 1 && !sharesWork) report(this, notShared(replicas));
    const plan = { identity: identify(this, id, 'worker'), replicas, ...DEFAULTS };
    const made = deploy(this, declaration, plan);
    this.deployment = made.deployment;
    this.serviceAccount = made.serviceAccount;
    this.networkPolicy = made.networkPolicy;
    this.podDisruptionBudget = made.podDisruptionBudget;
    this.claims = made.claims;
  }
}

function notShared(replicas: number): string {
  return (
    `replicas is ${shown(replicas)}: workers that listen to publish/subscribe each get every message, and would do all work ` +
    `${replicas} times; set replicas: 1, or sharesWork: true where they take it from a list or a stream`
  );
}
