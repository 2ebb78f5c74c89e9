import { PASSWORD } from '../configuration/password';
import { checked, listOf, oneOf, text } from '../checks/check';
import type { Shape } from '../checks/declaration';
import { DATABASE } from '../databases/database-props';
import { RedisEviction, type RedisExternalProps, type RedisProps } from './redis-props';

export const REDIS: Shape<RedisProps> = {
  ...DATABASE,
  eviction: oneOf(Object.values(RedisEviction)),
  password: PASSWORD,
};

export const REDIS_EXTERNAL: Shape<RedisExternalProps> = {
  host: checked,
  port: checked,
  cidrs: listOf(text, 'texts'),
  password: PASSWORD,
};
