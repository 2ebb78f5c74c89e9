import type { Size } from 'cdk8s';
import type { Checks } from '../checks/declaration';
import { size } from '../checks/sizes';
import { DATABASE_CHECKS, type DatabaseProps } from '../databases/database-props';
import type { DatabaseTls } from '../databases/database-tls';
import { SERVER_TLS_CHECK } from '../databases/database-tls-checks';
import type { Storage } from '../storage/storage';
import { POSTGRES_ACCESS_CHECKS, type PostgresAccessProps } from './postgres-access';
import { databases, extensions, userName, type PostgresDatabaseProps } from './postgres-databases';

/** Properties of a Postgres that runs in the stack. */
export interface PostgresProps extends PostgresAccessProps, DatabaseProps {
  /**
   * The image: the official one of a major version from 12 to 18, or one built from it. Another major version does not
   * start on the data of this one.
   * @default postgres:17
   */
  readonly image?: string;
  /**
   * The volume of the data.
   * @default - Storage.ofSize(Size.gibibytes(2))
   */
  readonly storage?: Storage;
  /**
   * Memory of the container, at least 128 MiB. The settings of Postgres follow from it.
   * @default - 512 MiB
   */
  readonly memory?: Size;
  /**
   * Extensions of the database, such as `vector`. The superuser creates them when Postgres starts; the image must contain
   * them.
   * @default - none
   */
  readonly extensions?: string[];
  /**
   * Further databases in the same server, by name. Postgres creates missing ones when it starts, and drops none.
   * @default - none
   */
  readonly databases?: Record<string, PostgresDatabaseProps>;
  /**
   * The encryption of connections: `DatabaseTls.fromSecret(name)` or `DatabaseTls.none()`. Consumers get `PGSSLMODE` and
   * `PGSSLROOTCERT`, and both as parameters of the URL.
   * @default - DatabaseTls.none()
   */
  readonly tls?: DatabaseTls;
}

export const POSTGRES_CHECKS: Checks<PostgresProps> = {
  ...DATABASE_CHECKS,
  ...POSTGRES_ACCESS_CHECKS,
  user: userName,
  memory: size({ fromMebibytes: 128 }),
  extensions,
  databases,
  tls: SERVER_TLS_CHECK,
};
