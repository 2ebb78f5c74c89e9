// What Client, Server and Worker have in common: a program of the user's own.
import type { ApiObject } from 'cdk8s';
import { Size } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { deployment } from '../kubernetes/deployment';
import { environment, type Environment, type EnvironmentProps } from '../pod/environment';
import { mounts, pathMistakes, type FileProps } from '../pod/files';
import type { Health } from '../pod/health';
import { imageMistake } from '../pod/image';
import { podTemplate, type PodPlan } from '../pod/pod';
import { resources } from '../pod/resources';
import { securityMistake, type Security } from '../pod/security';
import { termination, type Termination } from '../pod/termination';
import type { Identity } from '../wiring/identity';
import { report, shown } from '../wiring/mistake';

/** A program of your own, in an image. */
export interface WorkloadProps extends EnvironmentProps, FileProps {
  /** The image, with a tag other than latest or a digest: `example/server:1.4.0`. */
  readonly image: string;
  /**
   * The command in place of the image's entry point.
   * @default - the image's
   */
  readonly command?: string[];
  /**
   * The arguments in place of the image's. Kubernetes puts variables in: `$(PORT)`.
   * @default - the image's
   */
  readonly args?: string[];
  /**
   * How the cluster finds out whether the program is up.
   * @default - client and server: Health.http('/'); worker: Health.none()
   */
  readonly health?: Health;
  /**
   * What the container is given, where the defaults do not fit.
   * @default - 100m to 4 CPU, 128 to 512 MiB of memory, 64 MiB to 1 GiB of ephemeral storage
   */
  readonly resources?: ContainerResources;
  /**
   * As whom the program runs, where the image wants a certain user.
   * @default - user and group 10001, read-only root file system
   */
  readonly security?: Security;
  /**
   * How a pod ends.
   * @default - see Termination
   */
  readonly termination?: Termination;
}

/** What the component decides. */
export interface WorkloadPlan {
  readonly identity: Identity;
  readonly replicas: number;
  readonly port?: number;
  readonly health: Health;
  readonly preStopSeconds: number;
}

const DEFAULT_RESOURCES = {
  cpuRequest: '100m',
  memoryRequest: Size.mebibytes(128),
  memoryLimit: Size.mebibytes(512),
};

/** Makes the Deployment, and reports what is wrong with the declaration. */
export function deploy(component: Construct, props: WorkloadProps, plan: WorkloadPlan): ApiObject {
  const exclusive = Object.values(props.volumes ?? {}).some((volume) => volume._isExclusive(component));
  const given = environment(props, plan.identity.namespace);
  report(
    component,
    imageMistake(props.image),
    securityMistake(props.security ?? {}),
    healthMistake(props, plan),
    replicasMistake(plan.replicas, exclusive),
    ...given.mistakes,
    ...pathMistakes(props),
  );
  const template = podTemplate(component, plan.identity, podPlan(component, props, plan, given));
  return deployment(component, plan.identity, { replicas: plan.replicas, recreate: exclusive, template });
}

function podPlan(component: Construct, props: WorkloadProps, plan: WorkloadPlan, given: Environment): PodPlan {
  const { health = plan.health, security = {}, image, command, args } = props;
  const bounds = resources(props.resources ?? {}, DEFAULT_RESOURCES);
  const port = plan.port === undefined ? undefined : { name: PORT_NAME, containerPort: plan.port };
  return {
    ...{ image, command, args, security, port, resources: bounds },
    env: given.variables,
    consumerLabels: given.consumerLabels,
    probes: health._probes(port?.name) ?? {},
    mounts: mounts(component, plan.identity, props, bounds.limits['ephemeral-storage']),
    termination: termination(props.termination ?? {}, plan.preStopSeconds),
  };
}

/** What the port of a client's or server's container and Service is called. */
export const PORT_NAME = 'http';

function healthMistake({ health }: WorkloadProps, { port }: WorkloadPlan): string | undefined {
  const asked = port === undefined ? undefined : PORT_NAME;
  if (!health || health._probes(asked)) return undefined;
  return 'health asks a port, and a worker has none of its own; name one: Health.http(path, { port }), or use Health.command';
}

function replicasMistake(replicas: number, exclusive: boolean): string | undefined {
  if (!Number.isInteger(replicas) || replicas < 1) {
    return `replicas is ${shown(replicas)}; allowed is a whole number from 1`;
  }
  if (!exclusive || replicas === 1) return undefined;
  return (
    `replicas is ${replicas}, and the workload mounts a ReadWriteOnce claim, which one pod at a time can have; ` +
    'set replicas: 1, or give the claim an access mode for many'
  );
}
