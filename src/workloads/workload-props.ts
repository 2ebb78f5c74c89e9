import type { ContainerResources } from 'cdk8s-plus-27';
import { withMember, listOf, required, text } from '../checks/check';
import type { Checks } from '../checks/declaration';
import { TRAFFIC_CHECKS, type TrafficProps } from '../network/egress';
import { ENVIRONMENT_CHECKS, type EnvironmentProps } from '../pod/environment-props';
import { FILE_CHECKS, type FileProps } from '../pod/files';
import type { Health } from '../pod/health';
import { image } from '../pod/image';
import { resources } from '../pod/resources';
import { scheduling, type Scheduling } from '../pod/scheduling';
import { security, type Security } from '../pod/security';
import { termination, type Termination } from '../pod/termination';

/** The program of a workload. */
export interface ProgramProps {
  /** The image, with a digest or a tag that does not move, as latest and main do: `example/server:1.4.0`. */
  readonly image: string;
  /**
   * The command that replaces the image's entry point.
   * @default - the image's entry point
   */
  readonly command?: string[];
  /**
   * The arguments that replace the image's. Kubernetes expands variables: `$(PORT)`.
   * @default - the image's arguments
   */
  readonly args?: string[];
}

/** Health checks and termination of a workload. */
export interface LifecycleProps {
  /**
   * The health checks of the program.
   * @default - Client and Server: Health.http('/'); Worker: Health.none()
   */
  readonly health?: Health;
  /**
   * The termination of a pod.
   * @default - see Termination
   */
  readonly termination?: Termination;
}

/** The resources, rights and nodes of a workload's pods. */
export interface PodProps {
  /**
   * Requests and limits of the container.
   * @default - 100m to 4 CPU; 256 MiB of memory, 128 MiB for a Client; 512 MiB of ephemeral storage plus the limits of empty volumes
   */
  readonly resources?: ContainerResources;
  /**
   * The user and group that the program runs as, whether its root file system is read-only, and its user namespace.
   * @default - user and group 10001, read-only root file system, the users of the node
   */
  readonly security?: Security;
  /**
   * The nodes that the pods run on, and their priority.
   * @default - as the stack's podDefaults
   */
  readonly scheduling?: Scheduling;
}

/**
 * A program of your own, in an image.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/workloads.md
 */
export interface WorkloadProps
  extends ProgramProps, EnvironmentProps, FileProps, TrafficProps, LifecycleProps, PodProps {}

export const WORKLOAD_CHECKS: Checks<WorkloadProps> = {
  ...ENVIRONMENT_CHECKS,
  ...FILE_CHECKS,
  ...TRAFFIC_CHECKS,
  image: required(image, 'Set an image with a tag or a digest, such as example/server:1.4.0'),
  command: listOf(text, 'texts'),
  args: listOf(text, 'texts'),
  health: withMember('_probes', "a Health, such as Health.http('/')"),
  termination,
  resources,
  security,
  scheduling,
};
