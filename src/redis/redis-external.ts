import type { Checks } from '../checks/declaration';
import type { Password } from '../configuration/password';
import { PASSWORD_CHECK } from '../configuration/password-checks';
import type { DatabaseTls } from '../databases/database-tls';
import { EXTERNAL_DATABASE_CHECKS, type ExternalEngine } from '../databases/external-database';
import { REDIS_PORT, redisVariables } from './redis-access';
import { withRedisTls } from './redis-tls';

/** A Redis that already exists outside the stack. */
export interface RedisExternalProps {
  /** The host name or address. */
  readonly host: string;
  /**
   * The port.
   * @default 6379
   */
  readonly port?: number;
  /**
   * The address ranges of the host, in CIDR notation.
   * @default - unknown: consumers may connect to any address on its port
   */
  readonly cidrs?: string[];
  /**
   * The password that Redis requires.
   * @default - none
   */
  readonly password?: Password;
  /**
   * The encryption of connections. It has to be stated.
   * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/external-services.md
   */
  readonly tls: DatabaseTls;
}

const REDIS_EXTERNAL_CHECKS: Checks<RedisExternalProps> = { ...EXTERNAL_DATABASE_CHECKS, password: PASSWORD_CHECK };

export const REDIS_EXTERNAL: ExternalEngine<RedisExternalProps> = {
  port: REDIS_PORT,
  checks: REDIS_EXTERNAL_CHECKS,
  connection: (props, password) => withRedisTls(redisVariables(props, password), props.tls),
};
