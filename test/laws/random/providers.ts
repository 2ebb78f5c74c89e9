// Random providers.
import {
  Password,
  Postgres,
  type PostgresAccessProps,
  type PostgresProps,
  Redis,
  RedisEviction,
  type RedisProps,
} from 'cdk8s-webstack';
import { externalPostgres, externalRedis, externalService } from './external-providers';
import { ownAddress, ownEndpoint } from './own-providers';
import { type Offer, type Scene, outside, place } from './scene';
import { cpu, image, inlinePassword, passwordFrom, security, size, storage } from './values';

export function addProvider(scene: Scene): void {
  const offer = scene.d.one(
    redis,
    postgres,
    externalRedis,
    externalPostgres,
    externalService,
    ownEndpoint,
    ownAddress,
  )(scene);
  scene.app.offers.push(offer);
}

export const REDIS = {
  hostVariable: 'REDIS_HOST',
  portVariable: 'REDIS_PORT',
  variables: ['REDIS_HOST', 'REDIS_PORT'],
  hasUrl: true,
};
export const POSTGRES = {
  hostVariable: 'PGHOST',
  portVariable: 'PGPORT',
  variables: ['PGHOST', 'PGPORT', 'PGUSER', 'PGDATABASE', 'PGPASSWORD'],
  hasUrl: true,
};

/** Who may use it besides its own namespace. */
export function admitted({ d, app }: Scene, type: string): string[] {
  return app.namespaces.filter(() => d.maybe()).map((namespace) => d.at(`${type}.admitNamespaces[]`, namespace));
}

function redis(scene: Scene): Offer {
  const { d, namespace, app } = scene;
  const { scope, id, name } = place(scene, 'Redis');
  const admits = admitted(scene, 'RedisProps');
  const props = d.group<RedisProps>('RedisProps', {
    image: () => image(d),
    storage: () => storage(d, outside(scene)),
    memory: () => size(d, 16),
    cpu: () => cpu(d),
    eviction: () => d.one(...Object.values(RedisEviction)),
    security: () => security(d),
  });
  const made = new Redis(scope, id, { ...props, admitNamespaces: d.at('RedisProps.admitNamespaces', admits) });
  app.exposed.push(made.deployment, made.service, ...(made.claim ? [made.claim] : []));
  return { provider: made, namespace, admits, ...REDIS, leadsTo: `${namespace}/${name} on 6379` };
}

function postgres(scene: Scene): Offer {
  const { d, namespace, app } = scene;
  const { scope, id, name } = place(scene, 'Postgres');
  const admits = admitted(scene, 'PostgresProps');
  const props = d.group<PostgresProps>('PostgresProps', {
    image: () => image(d),
    storage: () => storage(d, outside(scene)),
    memory: () => size(d, 128),
    cpu: () => cpu(d),
    security: () => security(d),
  });
  const { secret, ...granted } = access(scene, scene.throwAway);
  const given = {
    ...props,
    ...granted,
    admitNamespaces: d.at('PostgresProps.admitNamespaces', admits),
  };
  const made = new Postgres(scope, id, given);
  app.exposed.push(
    made.deployment,
    made.service,
    ...[made.claim, made.secret].filter((object) => object !== undefined),
  );
  const users = made.secret ? [] : admits;
  return { provider: made, namespace, admits: users, ...POSTGRES, secret, leadsTo: `${namespace}/${name} on 5432` };
}

export function access(scene: Scene, throwAway: boolean): PostgresAccessProps & { secret: string } {
  const { d } = scene;
  const { password: own, ...found } = d.group<PostgresAccessProps>('PostgresAccessProps', {
    database: () => d.word(),
    user: () => `${d.word()}@tenant`,
    password: () => Password.fromSecret('pgpassword', 'PGPASSWORD'),
  });
  const secret = outside(scene)('Secret', own ? d.word() : 'pgpassword');
  const inline = throwAway && d.maybe();
  return { ...found, secret, ...(own && { password: inline ? inlinePassword(d) : passwordFrom(d, secret) }) };
}
