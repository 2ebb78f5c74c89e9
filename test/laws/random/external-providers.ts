// Random providers that are there already.
import {
  ExternalService,
  Postgres,
  Redis,
  type ExternalServiceProps,
  type PostgresExternalProps,
  type RedisExternalProps,
} from 'cdk8s-webstack';
import { given, offered } from './own-providers';
import { access, POSTGRES, redisOffer, redisPassword } from './providers';
import { place, type Offer, type Scene } from './scene';
import { reachOf } from './traffic';
import { cidrs as ranges, variableName } from './values';

export function externalRedis(scene: Scene): Offer {
  const { d, namespace } = scene;
  const { scope, id } = place(scene, 'Redis.external');
  const host = d.at('RedisExternalProps.host', `${d.word()}.example`);
  const port = d.whole(1, 65535);
  const cidrs = d.group<RedisExternalProps>('RedisExternalProps', {
    cidrs: () => ranges(d, 'RedisExternalProps.cidrs'),
  });
  const { secret, password } = redisPassword(scene, 'RedisExternalProps', false);
  const provider = Redis.external(scope, id, {
    ...{ host, port: d.at('RedisExternalProps.port', port), ...password },
    ...cidrs,
  });
  const reach = reachOf(host, port, cidrs.cidrs);
  return { provider, namespace, admits: [], ...redisOffer(secret), secret, reach, leadsTo: `${host}:${port}` };
}

export function externalPostgres(scene: Scene): Offer {
  const { d, namespace } = scene;
  const { scope, id } = place(scene, 'Postgres.external');
  const host = d.at('PostgresExternalProps.host', `${d.word()}.example`);
  const port = d.whole(1, 65535);
  const { secret, ...granted } = access(scene, false);
  const cidrs = d.group<PostgresExternalProps>('PostgresExternalProps', {
    cidrs: () => ranges(d, 'PostgresExternalProps.cidrs'),
  });
  const provider = Postgres.external(scope, id, {
    ...{ host, port: d.at('PostgresExternalProps.port', port), ...granted },
    ...cidrs,
  });
  const reach = reachOf(host, port, cidrs.cidrs);
  return { provider, namespace, admits: [], ...POSTGRES, secret, reach, leadsTo: `${host}:${port}` };
}

export function externalService(scene: Scene): Offer {
  const { d, namespace } = scene;
  const { scope, id, name } = place(scene, 'ExternalService');
  const host = d.at('ExternalServiceProps.host', d.one(`${d.word()}.example`, '192.0.2.7'));
  const port = d.at('ExternalServiceProps.port', d.whole(1, 65535));
  const named = d.group<ExternalServiceProps>('ExternalServiceProps', {
    hostVariable: () => variableName(d),
    portVariable: () => variableName(d),
  });
  const { url, ...more } = given(scene, 'ExternalServiceProps');
  const cidrs = d.group<ExternalServiceProps>('ExternalServiceProps', {
    cidrs: () => ranges(d, 'ExternalServiceProps.cidrs'),
  });
  const provider = new ExternalService(scope, id, { host, port, ...named, ...more, ...cidrs, url });
  const prefix = name.toUpperCase().replaceAll('-', '_');
  const { hostVariable = `${prefix}_HOST`, portVariable = `${prefix}_PORT` } = named;
  return {
    provider,
    namespace,
    admits: [],
    ...offered({ hostVariable, portVariable, url, ...more }),
    reach: reachOf(host, port, cidrs.cidrs),
    leadsTo: `${host}:${port}`,
  };
}
