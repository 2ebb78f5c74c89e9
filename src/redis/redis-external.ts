import type { Construct } from 'constructs';
import { report } from '../checks/messages';
import { shaped } from '../checks/declaration';
import { ExternalService } from '../connections/external-service';
import { REDIS_PORT, redisVariables } from './redis-access';
import type { RedisExternalProps } from './redis-props';
import { REDIS_EXTERNAL } from './redis-checks';

export function externalRedis(scope: Construct, id: string, given: RedisExternalProps): ExternalService {
  const { props, mistakes } = shaped(given, REDIS_EXTERNAL);
  const { host, port = REDIS_PORT, cidrs, password } = props;
  const service = new ExternalService(scope, id, { host, port, cidrs, ...redisVariables(password?._reference()) });
  report(service, ...mistakes, ...(password?._outsideMistakes ?? []));
  return service;
}
