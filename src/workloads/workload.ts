// What Client, Server and Worker have in common: a program of the user's own.
import type { ApiObject, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { claimId } from '../kubernetes/persistent-volume-claim';
import { environment, type Environment } from '../pod/environment';
import { egressMistakes } from '../network/egress';
import type { AutoscalerPlan } from '../kubernetes/horizontal-pod-autoscaler';
import { mounts } from '../pod/files';
import { filesMistakes } from '../pod/files-checks';
import type { Health } from '../pod/health';
import { probesMistakes } from '../pod/health-checks';
import { imageMistake } from '../pod/image';
import type { PodPlan } from '../pod/pod';
import { resources, resourcesMistakes, writableLimit } from '../pod/resources';
import { securityMistakes } from '../pod/security';
import { termination, terminationMistakes } from '../pod/termination';
import type { Endpoint } from '../connections/endpoint';
import type { Identity } from '../identity/identity';
import { report } from '../checks/messages';
import { countMistake } from '../checks/replicas';
import { pods, type Pods } from '../components/component';
import type { WorkloadProps } from './workload-props';

/** What the component decides. */
export interface WorkloadPlan {
  readonly identity: Identity;
  readonly replicas: number;
  readonly autoscaler?: AutoscalerPlan;
  /** Where it is reached; undefined where nothing is sent to it. */
  readonly endpoint?: Endpoint;
  readonly memory: Size;
  readonly health: Health;
  readonly preStopSeconds: number;
}

/** What the port of a client's or server's container and Service is called. */
export const PORT_NAME = 'http';

export interface Workload extends Pods {
  readonly claims: Record<string, ApiObject>;
}

/** Makes the Deployment and its claims, and reports what is wrong with the declaration. */
export function deploy(component: Construct, props: WorkloadProps, plan: WorkloadPlan): Workload {
  const { identity, replicas, autoscaler } = plan;
  const exclusive = Object.values(props.volumes ?? {}).some((volume) => volume._isExclusive(component));
  const given = environment(component, props);
  const mistakes = filesMistakes(component, props, identity.namespace);
  report(
    component,
    replicasMistake(plan, exclusive),
    ...egressMistakes(props.allowEgress),
    ...programMistakes(props, plan),
    ...given.mistakes,
    ...mistakes,
  );
  const made = pods(component, identity, {
    ...{ replicas, autoscaler, recreate: exclusive, pod: podPlan(component, props, plan, given) },
    traffic: { endpoint: plan.endpoint, targets: given.targets, allowEgress: props.allowEgress },
  });
  const roles = Object.values(props.volumes ?? {}).flatMap(({ _role }) => _role ?? []);
  const claims = roles.map((role) => [role, component.node.findChild(claimId(role))]);
  return { ...made, claims: Object.fromEntries(claims) };
}

function podPlan(component: Construct, props: WorkloadProps, plan: WorkloadPlan, given: Environment): PodPlan {
  const { security = {}, resources: bounds = {}, image, command, args, priorityClassName } = props;
  const port = plan.endpoint?.containerPort;
  return {
    ...{ image, command, args, security, priorityClassName },
    env: given.variables,
    consumerLabels: given.consumerLabels,
    port: port === undefined ? undefined : { name: PORT_NAME, containerPort: port },
    probes: probesOf(props, plan) ?? {},
    resources: resources(bounds, { memory: plan.memory, emptyDirs: emptyDirsOf(props) }),
    mounts: mounts(component, plan.identity, props, writableLimit(bounds)),
    termination: terminationOf(props, plan),
  };
}

function probesOf({ health }: WorkloadProps, plan: WorkloadPlan) {
  return (health ?? plan.health)._probes(plan.endpoint && PORT_NAME);
}

function emptyDirsOf({ volumes = {} }: WorkloadProps): Size[] {
  return Object.values(volumes).flatMap(({ _emptyDir }) => _emptyDir ?? []);
}

function terminationOf(props: WorkloadProps, plan: WorkloadPlan) {
  return termination(props.termination ?? {}, plan.preStopSeconds);
}

function programMistakes(props: WorkloadProps, plan: WorkloadPlan): (string | undefined)[] {
  return [
    imageMistake(props.image),
    ...securityMistakes(props.security ?? {}),
    ...(props.health?._mistakes ?? []),
    ...probesMistakes(probesOf(props, plan)),
    ...resourcesMistakes(props.resources ?? {}),
    ...terminationMistakes(terminationOf(props, plan)),
  ];
}

function replicasMistake({ replicas, autoscaler }: WorkloadPlan, exclusive: boolean): string | undefined {
  const most = autoscaler?.maxReplicas ?? replicas;
  if (!exclusive || !(most > 1)) return autoscaler ? undefined : countMistake('replicas', replicas);
  const several = autoscaler ? `autoscaling.maxReplicas is ${most}` : `replicas is ${most}`;
  const wayOut = autoscaler ? 'leave autoscaling out and set replicas: 1' : 'set replicas: 1';
  return (
    `${several}, and the workload mounts a ReadWriteOnce claim, which one pod at a time can have; ` +
    `${wayOut}, or give the claim an access mode for many`
  );
}
