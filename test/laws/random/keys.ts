// Random keys of Secrets and ConfigMaps.
import { ConfigMap, ConfigMapKey, SecretKey, type ConfigMapProps, type IObjectKey } from 'cdk8s-webstack';
import { existing, locate, type Scene } from './scene';
import { key, notSecret, text } from './values';

export function secretKey(scene: Scene): SecretKey {
  const { draw } = scene;
  const secret = draw.at('SecretKey.of.secret', existing(scene, 'Secret', draw.word()));
  return SecretKey.of(secret, draw.at('SecretKey.of.key', key(draw)));
}

/** A key that says its namespace. */
export function secretKeyWithNamespace(scene: Scene): SecretKey {
  const { draw, namespace } = scene;
  const secret = draw.at('SecretKey.of.secret', existing(scene, 'Secret', draw.word()));
  return SecretKey.of(secret, draw.at('SecretKey.of.key', key(draw)), draw.at('SecretKey.of.namespace', namespace));
}

export function configMapKey(scene: Scene): ConfigMapKey {
  const { draw, namespace } = scene;
  if (draw.boolean()) return newConfigMapKey(scene);
  const name = draw.at('ConfigMapKey.of.configMap', existing(scene, 'ConfigMap', draw.word()));
  const optional = draw.boolean() ? [draw.at('ConfigMapKey.of.namespace', namespace)] : [];
  return ConfigMapKey.of(name, draw.at('ConfigMapKey.of.key', key(draw)), ...optional);
}

/** A key of a ConfigMap of the app. */
function newConfigMapKey(scene: Scene): ConfigMapKey {
  const { draw } = scene;
  const { scope, id } = locate(scene, 'ConfigMap');
  const entries = draw.map(
    'ConfigMapProps.data',
    2,
    () => key(draw),
    () => text(draw),
  );
  const data = draw.at('ConfigMapProps.data', { level: text(draw), ...entries });
  const props = draw.group<ConfigMapProps>('ConfigMapProps', { notSecret: () => notSecret(draw, 'ConfigMapProps') });
  return new ConfigMap(scope, id, { data, ...props }).key(draw.at('ConfigMap.key.key', 'level'));
}

/** A key of a class that is not the library's. */
export function customKey(scene: Scene): IObjectKey {
  const { draw, namespace } = scene;
  return {
    kind: draw.at('IObjectKey.kind', 'Secret'),
    objectName: draw.at('IObjectKey.objectName', existing(scene, 'Secret', draw.word())),
    key: draw.at('IObjectKey.key', key(draw)),
    ...draw.group<IObjectKey>('IObjectKey', { namespace: () => namespace }),
  };
}
