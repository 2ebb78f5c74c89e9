import type { Size } from 'cdk8s';
import type { Storage } from '../storage/storage';
import type { DatabaseProps } from '../databases/database-props';
import type { PostgresAccessProps } from './postgres-access';

/** A Postgres of the stack's own. */
export interface PostgresProps extends PostgresAccessProps, DatabaseProps {
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
}
