// Random Redis, in the stack or outside.
import { Password, Redis, RedisEviction, type RedisExternalProps, type RedisProps } from 'cdk8s-webstack';
import { chooseNamespaces, databaseProps, namespacesOf } from '../databases';
import { existing, locate, type Offer, type Scene } from '../scene';
import { hostTarget } from '../traffic';
import { externalTls, serverTls } from '../database-tls';
import { cidrs, image, password, size, storage } from '../values';

export function redis(scene: Scene): Offer {
  const { draw, namespace } = scene;
  const { scope, id, name } = locate(scene, 'Redis');
  const access = chooseAccess(scene, 'RedisProps');
  const allowNamespaces = chooseNamespaces(scene, 'DatabaseProps');
  const { tls, certificate } = serverTls(scene, 'RedisProps');
  const component = new Redis(scope, id, {
    ...draw.group<RedisProps>('RedisProps', {
      image: () => image(draw),
      storage: () => storage(scene),
      memory: () => size(draw, 16),
      eviction: () => draw.pick(...Object.values(RedisEviction)),
    }),
    ...databaseProps(scene),
    ...{ password: access.password, tls, allowNamespaces },
  });
  const namespaces = namespacesOf(allowNamespaces, component.secret);
  const destination = `${namespace}/${name} on 6379`;
  const names = variablesOf(access, certificate !== undefined, certificate !== undefined);
  return { provider: component, namespace, ...namespaces, ...names, certificate, destination };
}

export function externalRedis(scene: Scene): Offer {
  const { draw, namespace } = scene;
  const { scope, id } = locate(scene, 'Redis.external');
  const host = draw.at('RedisExternalProps.host', `${draw.word()}.example`);
  const port = draw.at('RedisExternalProps.port', draw.integer(1, 65535));
  const access = chooseAccess({ ...scene, disposable: false }, 'RedisExternalProps');
  const options = draw.group<RedisExternalProps>('RedisExternalProps', {
    cidrs: () => cidrs(draw, 'RedisExternalProps.cidrs'),
  });
  const { tls, isVerified, hasCa } = externalTls(scene, 'RedisExternalProps');
  const provider = Redis.external(scope, id, { host, port, tls, password: access.password, ...options });
  const target = hostTarget(host, port, options.cidrs);
  return {
    provider,
    namespace,
    usableFrom: [],
    ...variablesOf(access, isVerified, hasCa),
    target,
    destination: `${host}:${port}`,
  };
}

interface Access {
  readonly secret?: string;
  readonly password?: Password;
}

/** A Redis needs no password, but unless the platform is disposable the declaration says so. */
function chooseAccess(scene: Scene, type: string): Access {
  const { draw } = scene;
  return draw.within(`${type}.password`, () => {
    if (draw.boolean()) return { password: withoutPassword(scene) };
    const secret = existing(scene, 'Secret', draw.word());
    return { secret, password: draw.at(`${type}.password`, password(scene, secret)) };
  });
}

function withoutPassword({ draw, disposable }: Scene): Password | undefined {
  return draw.within('Password.none', () =>
    !disposable || draw.boolean() ? draw.at('Password.none', Password.none()) : undefined,
  );
}

function variablesOf({ secret }: Access, isVerified: boolean, hasCa: boolean) {
  const variables = [
    ...['REDIS_HOST', 'REDIS_PORT', ...(secret === undefined ? [] : ['REDIS_PASSWORD'])],
    ...[...(isVerified ? ['REDIS_TLS'] : []), ...(hasCa ? ['REDIS_CA_FILE'] : [])],
  ];
  return { hostVariable: 'REDIS_HOST', portVariable: 'REDIS_PORT', variables, hasUrl: true, secret };
}
