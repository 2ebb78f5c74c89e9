import type { Size } from 'cdk8s';
import type { CpuResources } from 'cdk8s-plus-27';
import type { Security } from '../pod/security';
import type { Storage } from '../storage/storage';
import type { PostgresAccessProps } from './postgres-access';

/** A Postgres of the stack's own. */
export interface PostgresProps extends PostgresAccessProps {
  /**
   * The image: the official one of major version 12 to 18, or one made from it. Another major version does not start
   * on the data of this one.
   * @default postgres:17
   */
  readonly image?: string;
  /**
   * Where the data is kept.
   * @default - Storage.ofSize(Size.gibibytes(2))
   */
  readonly storage?: Storage;
  /**
   * The container's memory.
   * @default - 512 MiB
   */
  readonly memory?: Size;
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
}
