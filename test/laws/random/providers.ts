// Random providers.
import type { ApiObject } from 'cdk8s';
import {
  type DatabaseProps,
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
import { scheduling } from './platforms';
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

/** @param secret where its password is */
export function redisOffer(secret?: string) {
  const variables = ['REDIS_HOST', 'REDIS_PORT', ...(secret === undefined ? [] : ['REDIS_PASSWORD'])];
  return { hostVariable: 'REDIS_HOST', portVariable: 'REDIS_PORT', variables, hasUrl: true };
}

/** A Redis may have no password at all. */
export function redisPassword(scene: Scene, type: string, disposable: boolean) {
  const { d } = scene;
  if (d.maybe()) return {};
  const secret = outside(scene)('Secret', d.word());
  const password = disposable && d.maybe() ? inlinePassword(d) : passwordFrom(d, secret);
  return { secret, password: { password: d.at(`${type}.password`, password) } };
}
export const POSTGRES = {
  hostVariable: 'PGHOST',
  portVariable: 'PGPORT',
  variables: ['PGHOST', 'PGPORT', 'PGUSER', 'PGDATABASE', 'PGPASSWORD'],
  hasUrl: true,
};

/** Who may use it besides its own namespace. */
export function admitted({ d, app }: Scene, type: string): string[] {
  const chosen = d.maybe() ? [d.word(), ...app.namespaces.filter(() => d.maybe())] : [];
  return chosen.map((namespace) => d.at(`${type}.allowNamespaces[]`, namespace));
}

function databaseProps({ d }: Scene, admits: string[]): DatabaseProps {
  const props = d.group<DatabaseProps>('DatabaseProps', {
    cpu: () => cpu(d),
    security: () => security(d),
    scheduling: () => scheduling(d),
  });
  return { ...props, allowNamespaces: d.at('DatabaseProps.allowNamespaces', admits) };
}

function objectsOf({ deployment, service, serviceAccount, networkPolicy }: Redis | Postgres): ApiObject[] {
  return [deployment, service, serviceAccount, networkPolicy];
}

function redis(scene: Scene): Offer {
  const { d, namespace, app } = scene;
  const { scope, id, name } = place(scene, 'Redis');
  const admits = admitted(scene, 'DatabaseProps');
  const props = d.group<RedisProps>('RedisProps', {
    image: () => image(d),
    storage: () => storage(d, outside(scene)),
    memory: () => size(d, 16),
    eviction: () => d.one(...Object.values(RedisEviction)),
  });
  const { secret, password } = redisPassword(scene, 'RedisProps', scene.disposable);
  const given = { ...props, ...password, ...databaseProps(scene, admits) };
  const made = new Redis(scope, id, given);
  app.exposed.push(...objectsOf(made), ...[made.claim, made.secret].filter((object) => object !== undefined));
  const users = made.secret ? [] : admits;
  const leadsTo = `${namespace}/${name} on 6379`;
  return { provider: made, namespace, admits: users, letsIn: admits, ...redisOffer(secret), secret, leadsTo };
}

function postgres(scene: Scene): Offer {
  const { d, namespace, app } = scene;
  const { scope, id, name } = place(scene, 'Postgres');
  const admits = admitted(scene, 'DatabaseProps');
  const props = d.group<PostgresProps>('PostgresProps', {
    image: () => image(d),
    storage: () => storage(d, outside(scene)),
    memory: () => size(d, 128),
  });
  const { secret, ...granted } = access(scene, scene.disposable);
  const given = {
    ...props,
    ...granted,
    ...databaseProps(scene, admits),
  };
  const made = new Postgres(scope, id, given);
  app.exposed.push(...objectsOf(made), ...[made.claim, made.secret].filter((object) => object !== undefined));
  const users = made.secret ? [] : admits;
  return {
    provider: made,
    namespace,
    admits: users,
    letsIn: admits,
    ...POSTGRES,
    secret,
    leadsTo: `${namespace}/${name} on 5432`,
  };
}

export function access(scene: Scene, disposable: boolean): PostgresAccessProps & { secret: string } {
  const { d } = scene;
  const { password: own, ...found } = d.group<PostgresAccessProps>('PostgresAccessProps', {
    database: () => d.word(),
    user: () => `${d.word()}@tenant`,
    password: () => Password.fromSecret('pgpassword', 'PGPASSWORD'),
  });
  const secret = outside(scene)('Secret', own ? d.word() : 'pgpassword');
  const inline = disposable && d.maybe();
  return { ...found, secret, ...(own && { password: inline ? inlinePassword(d) : passwordFrom(d, secret) }) };
}
