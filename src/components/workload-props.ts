import type { ContainerResources } from 'cdk8s-plus-27';
import type { EnvironmentProps } from '../pod/environment-props';
import type { FileProps } from '../pod/files';
import type { Health } from '../pod/health';
import type { Security } from '../pod/security';
import type { Termination } from '../pod/termination';

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
