// The shared part of Client, Server and Worker: a program of the user's own.
import type { ApiObject, Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { reportErrors } from '../checks/report';
import { deployComponent, type ComponentObjects } from '../components/component';
import { secretArgumentErrors } from '../configuration/clear-text-errors';
import type { Endpoint } from '../connections/endpoint';
import type { Identity } from '../identity/identity';
import type { AutoscalerPlan } from '../kubernetes/horizontal-pod-autoscaler';
import { claimId } from '../kubernetes/persistent-volume-claim';
import { Platform } from '../platform/platform';
import { planEnvironment, type Environment } from '../pod/environment';
import { renderMounts } from '../pod/files';
import { fileErrors, hiddenProgramErrors } from '../pod/files-checks';
import type { Health } from '../pod/health';
import { probeErrors } from '../pod/health-checks';
import type { PodPlan } from '../pod/pod';
import { renderResources, writableLimit } from '../pod/resources';
import { userNamespaceErrors } from '../pod/security';
import { textSizeErrors } from '../pod/text-sizes';
import { planTermination, terminationErrors } from '../pod/termination';
import type { WorkloadProps } from './workload-props';

/** The decisions of the component. */
export interface WorkloadPlan {
  readonly identity: Identity;
  readonly replicas: number;
  readonly autoscaler?: AutoscalerPlan;
  /** The Service and its port; undefined for a component without one. */
  readonly endpoint?: Endpoint;
  readonly memory: Size;
  readonly health: Health;
  readonly preStopSeconds: number;
}

/** The name of the port of a Client or Server, in its container and its Service. */
export const PORT_NAME = 'http';

export interface WorkloadObjects extends ComponentObjects {
  readonly claims: Record<string, ApiObject>;
}

/** Creates the objects of a workload and its claims, and reports errors of its declaration. */
export function deployWorkload(component: Construct, props: WorkloadProps, plan: WorkloadPlan): WorkloadObjects {
  const { identity, replicas, autoscaler } = plan;
  const isExclusive = Object.values(props.volumes ?? {}).some((volume) => volume._isExclusive(component));
  const environment = planEnvironment(component, props);
  reportErrors(
    component,
    isExclusive ? exclusiveClaimError(plan) : undefined,
    ...lifecycleErrors(props, plan),
    ...environment.errors,
    ...argumentErrors(component, props),
    ...hiddenProgramErrors(props, probesOf(props, plan)),
    ...textSizeErrors({ ...props, variables: environment.variables }),
    ...userNamespaceErrors(component, props.security, props.volumes),
    ...fileErrors(component, { ...props, files: environment.files }, identity.namespace),
  );
  const objects = deployComponent(component, identity, {
    ...{ replicas, autoscaler, recreate: isExclusive, pod: planPod(component, props, plan, environment) },
    traffic: { endpoint: plan.endpoint, targets: environment.targets, allowEgress: props.allowEgress },
  });
  return { ...objects, claims: claimsOf(component, props) };
}

/** Returns the claims that were created, by the names of their volumes. */
function claimsOf(component: Construct, { volumes = {} }: WorkloadProps): Record<string, ApiObject> {
  const roles = Object.values(volumes).flatMap(({ _role }) => _role ?? []);
  const claims = roles.map((role) => [role, component.node.tryFindChild(claimId(role))] as const);
  return Object.fromEntries(claims.filter(([, claim]) => claim !== undefined)) as Record<string, ApiObject>;
}

function planPod(component: Construct, props: WorkloadProps, plan: WorkloadPlan, environment: Environment): PodPlan {
  const { security = {}, resources = {}, image, command, args, scheduling } = props;
  const { files } = environment;
  const port = plan.endpoint?.containerPort;
  return {
    ...{ image, command, args, security, scheduling },
    env: environment.variables,
    consumerLabels: environment.consumerLabels,
    port: port === undefined ? undefined : { name: PORT_NAME, containerPort: port },
    probes: probesOf(props, plan) ?? {},
    resources: renderResources(resources, { memory: plan.memory, emptyDirs: emptyDirsOf(props) }),
    mounts: renderMounts(component, plan.identity, { ...props, files }, writableLimit(resources)),
    termination: terminationOf(props, plan),
  };
}

function probesOf({ health }: WorkloadProps, plan: WorkloadPlan) {
  return (health ?? plan.health)._probes(plan.endpoint && PORT_NAME);
}

function emptyDirsOf({ volumes = {} }: WorkloadProps): Size[] {
  return Object.values(volumes).flatMap(({ _emptyDir }) => _emptyDir ?? []);
}

function terminationOf({ termination = {} }: WorkloadProps, plan: WorkloadPlan) {
  return planTermination(termination, plan.preStopSeconds);
}

function lifecycleErrors(props: WorkloadProps, plan: WorkloadPlan): (string | undefined)[] {
  return [
    ...(props.health?._errors ?? []),
    ...probeErrors(probesOf(props, plan)),
    ...terminationErrors(terminationOf(props, plan)),
  ];
}

function argumentErrors(component: Construct, { command, args, notSecret }: WorkloadProps): string[] {
  if (Platform.of(component).disposable) return [];
  return [...secretArgumentErrors(command, 'command', notSecret), ...secretArgumentErrors(args, 'args', notSecret)];
}

function exclusiveClaimError({ replicas, autoscaler }: WorkloadPlan): string | undefined {
  const most = autoscaler?.maxReplicas ?? replicas;
  if (most <= 1) return undefined;
  const property = autoscaler ? 'autoscaling.maxReplicas' : 'replicas';
  const wayOut = autoscaler ? 'Remove autoscaling and set replicas: 1' : 'Set replicas: 1';
  return (
    `${property} is ${most}, and the workload mounts a ReadWriteOnce claim; allowed: 1 (one pod at a time can mount it). ` +
    `${wayOut}, or give the claim an access mode for several pods.`
  );
}
