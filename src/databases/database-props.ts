import type { CpuResources } from 'cdk8s-plus-27';
import { CPU_RESOURCES } from '../pod/resources';
import { SECURITY, type Security } from '../pod/security';
import { group, listOf, made, size, text } from '../checks/check';

/** What Redis and Postgres are declared with alike. */
export interface DatabaseProps {
  /**
   * The container's CPU.
   * @default - 100m to 4
   */
  readonly cpu?: CpuResources;
  /**
   * As whom it runs, where its volume has an owner already.
   * @default - user and group 10001
   */
  readonly security?: Security;
  /**
   * Other namespaces whose pods may use it.
   * @default - none: its own namespace
   */
  readonly admitNamespaces?: string[];
  /**
   * The PriorityClass of its pod.
   * @default - that of the stack's podDefaults
   */
  readonly priorityClassName?: string;
}

export const DATABASE = {
  image: text,
  storage: made('_bindOneWriter', 'a Storage, such as Storage.ofSize(Size.gibibytes(2))'),
  memory: size,
  cpu: CPU_RESOURCES,
  security: group(SECURITY),
  admitNamespaces: listOf(text, 'namespaces'),
  priorityClassName: text,
};
