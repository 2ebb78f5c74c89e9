import type { ContainerResources } from 'cdk8s-plus-27';
import { TRAFFIC, type TrafficProps } from '../network/egress';
import { ENVIRONMENT, type EnvironmentProps } from '../pod/environment-props';
import { FILES, type FileProps } from '../pod/files';
import type { Health } from '../pod/health';
import { RESOURCES } from '../pod/resources';
import { SECURITY, type Security } from '../pod/security';
import { TERMINATION, type Termination } from '../pod/termination';
import { group, listOf, made, required, text } from '../checks/check';
import type { Shape } from '../checks/declaration';

/** A program of your own, in an image. */
export interface WorkloadProps extends EnvironmentProps, FileProps, TrafficProps {
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
   * @default - 100m to 4 CPU; 256 MiB of memory, a client 128 MiB; 512 MiB of ephemeral storage and what empty volumes hold
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
  /**
   * The PriorityClass of its pods.
   * @default - that of the stack's podDefaults
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
   */
  readonly priorityClassName?: string;
}

export const IMAGE = required(text, 'name one, with a tag or a digest: example/server:1.4.0');

export const WORKLOAD: Shape<WorkloadProps> = {
  ...ENVIRONMENT,
  ...FILES,
  ...TRAFFIC,
  image: IMAGE,
  command: listOf(text, 'texts'),
  args: listOf(text, 'texts'),
  health: made('_probes', "a Health, such as Health.http('/')"),
  resources: group(RESOURCES),
  security: group(SECURITY),
  termination: group(TERMINATION),
  priorityClassName: text,
};
