import type { CpuResources } from 'cdk8s-plus-27';
import { withMember, listOf } from '../checks/check';
import { namespaceName } from '../checks/names';
import { image } from '../pod/image';
import { cpu } from '../pod/resources';
import { scheduling, type Scheduling } from '../pod/scheduling';
import { security, type Security } from '../pod/security';

/**
 * Properties of every database of a stack.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/databases.md
 */
export interface DatabaseProps {
  /**
   * CPU of the container.
   * @default - 100m to 4
   */
  readonly cpu?: CpuResources;
  /**
   * The user and group that the database runs as, and its user namespace. Set the user if its volume already has an owner.
   * @default - user and group 10001, the users of the node
   */
  readonly security?: Security;
  /**
   * Other namespaces whose pods may connect.
   * @default - only its own namespace
   */
  readonly allowNamespaces?: string[];
  /**
   * The nodes that the pod runs on, and its priority.
   * @default - as the stack's podDefaults
   */
  readonly scheduling?: Scheduling;
}

/** Checks of what every database has; each adds its memory and what is its own. */
export const DATABASE_CHECKS = {
  image,
  storage: withMember('_bindOneWriter', 'a Storage, such as Storage.ofSize(Size.gibibytes(2))'),
  cpu,
  security,
  allowNamespaces: listOf(namespaceName, 'namespaces'),
  scheduling,
};
