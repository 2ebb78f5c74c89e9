// What Client, Server and Worker have in common: a program of the user's own.
import { Size, type ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { deployment } from '../kubernetes/deployment';
import { claimId } from '../kubernetes/persistent-volume-claim';
import { environment, type Environment } from '../pod/environment';
import { mounts } from '../pod/files';
import { filesMistakes } from '../pod/files-mistakes';
import type { Health } from '../pod/health';
import { probesMistakes } from '../pod/health-mistakes';
import { imageMistake } from '../pod/image';
import { podTemplate, type PodPlan } from '../pod/pod';
import { resources, resourcesMistakes, writableLimit } from '../pod/resources';
import { securityMistakes } from '../pod/security';
import { termination, terminationMistakes } from '../pod/termination';
import type { Identity } from '../wiring/identity';
import { report, shown } from '../wiring/mistake';
import type { WorkloadProps } from './workload-props';

/** What the component decides. */
export interface WorkloadPlan {
  readonly identity: Identity;
  readonly replicas: number;
  readonly port?: number;
  readonly health: Health;
  readonly preStopSeconds: number;
}

/** What the port of a client's or server's container and Service is called. */
export const PORT_NAME = 'http';

export interface Workload {
  readonly deployment: ApiObject;
  readonly claims: Record<string, ApiObject>;
}

/** Makes the Deployment and its claims, and reports what is wrong with the declaration. */
export function deploy(component: Construct, props: WorkloadProps, plan: WorkloadPlan): Workload {
  const { identity, replicas } = plan;
  const exclusive = Object.values(props.volumes ?? {}).some((volume) => volume._isExclusive(component));
  const given = environment(component, props);
  const mistakes = filesMistakes(component, props, identity.namespace);
  report(
    component,
    replicasMistake(replicas, exclusive),
    ...programMistakes(props, plan),
    ...given.mistakes,
    ...mistakes,
  );
  const template = podTemplate(component, identity, podPlan(component, props, plan, given));
  const roles = Object.values(props.volumes ?? {}).flatMap(({ _role }) => _role ?? []);
  const claims = roles.map((role) => [role, component.node.findChild(claimId(role))]);
  return {
    deployment: deployment(component, identity, { replicas, recreate: exclusive, template }),
    claims: Object.fromEntries(claims),
  };
}

function podPlan(component: Construct, props: WorkloadProps, plan: WorkloadPlan, given: Environment): PodPlan {
  const { security = {}, resources: bounds = {}, image, command, args } = props;
  const { port } = plan;
  return {
    ...{ image, command, args, security },
    env: given.variables,
    consumerLabels: given.consumerLabels,
    port: port === undefined ? undefined : { name: PORT_NAME, containerPort: port },
    probes: probesOf(props, plan) ?? {},
    resources: resources(bounds, { ...DEFAULT_MEMORY, emptyDirs: emptyDirsOf(props) }),
    mounts: mounts(component, plan.identity, props, writableLimit(bounds)),
    termination: terminationOf(props, plan),
  };
}

const DEFAULT_MEMORY = { memoryRequest: Size.mebibytes(128), memoryLimit: Size.mebibytes(512) };

function probesOf({ health }: WorkloadProps, plan: WorkloadPlan) {
  return (health ?? plan.health)._probes(plan.port === undefined ? undefined : PORT_NAME);
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

/** Far above what any cluster holds: no more than a slip of the finger. */
const MOST_REPLICAS = 10_000;

function replicasMistake(replicas: number, exclusive: boolean): string | undefined {
  if (!Number.isInteger(replicas) || replicas < 1 || replicas > MOST_REPLICAS) {
    return `replicas is ${shown(replicas)}; allowed is a whole number from 1 to ${MOST_REPLICAS}`;
  }
  if (!exclusive || replicas === 1) return undefined;
  return (
    `replicas is ${replicas}, and the workload mounts a ReadWriteOnce claim, which one pod at a time can have; ` +
    'set replicas: 1, or give the claim an access mode for many'
  );
}
