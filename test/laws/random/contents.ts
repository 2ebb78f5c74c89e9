// What random workloads find in their environment and their file systems.
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import {
  ConfigMap,
  ConfigMapKey,
  SecretKey,
  Volume,
  type ClaimVolumeOptions,
  type EnvironmentProps,
  type IObjectKey,
} from 'cdk8s-webstack';
import { outside, place, type Scene } from './scene';
import { key, path, size, storageOptions, text, variableName } from './values';

export function environment(scene: Scene, taken: Set<string>): Partial<EnvironmentProps> {
  const { d } = scene;
  const free = () => {
    const name = variableName(d);
    return taken.has(name) ? `${name}_` : name;
  };
  return d.group<EnvironmentProps>('EnvironmentProps', {
    env: () => d.map('EnvironmentProps.env', 3, free, () => text(d)),
    secrets: () => d.map('EnvironmentProps.secrets', 2, free, () => secretKey(scene)),
    config: () => d.map('EnvironmentProps.config', 2, free, () => configMapKey(scene)),
  });
}

export function secretKey(scene: Scene): SecretKey {
  const { d } = scene;
  return SecretKey.of(
    d.at('SecretKey.of.secret', outside(scene)('Secret', d.word())),
    d.at('SecretKey.of.key', key(d)),
  );
}

export function configMapKey(scene: Scene): ConfigMapKey {
  const { d } = scene;
  if (d.maybe()) return madeConfigMap(scene);
  const name = d.at('ConfigMapKey.of.configMap', outside(scene)('ConfigMap', d.word()));
  const namespace = d.maybe() ? [d.at('ConfigMapKey.of.namespace', scene.namespace)] : [];
  return ConfigMapKey.of(name, d.at('ConfigMapKey.of.key', key(d)), ...namespace);
}

export function madeConfigMap(scene: Scene): ConfigMapKey {
  const { d, app } = scene;
  const { scope, id } = place(scene, 'ConfigMap');
  const data = {
    level: text(d),
    ...d.map(
      'ConfigMapProps.data',
      2,
      () => key(d),
      () => text(d),
    ),
  };
  const made = new ConfigMap(scope, id, { data: d.at('ConfigMapProps.data', data) });
  app.exposed.push(made.apiObject);
  return made.key(d.at('ConfigMap.key.key', 'level'));
}

/** A class of one's own. */
export function ownKey(scene: Scene): IObjectKey {
  const { d, namespace } = scene;
  return {
    kind: d.at('IObjectKey.kind', 'Secret'),
    objectName: d.at('IObjectKey.objectName', outside(scene)('Secret', d.word())),
    key: d.at('IObjectKey.key', key(d)),
    ...d.group<IObjectKey>('IObjectKey', { namespace: () => namespace }),
  };
}

export function volumesOf(scene: Scene): { volumes: Record<string, Volume>; exclusive: boolean } {
  const { d } = scene;
  const { READ_WRITE_ONCE, READ_WRITE_MANY, READ_ONLY_MANY } = PersistentVolumeAccessMode;
  const exclusive = d.maybe();
  const mode = exclusive ? READ_WRITE_ONCE : d.one(READ_WRITE_MANY, READ_ONLY_MANY);
  const empty = () => Volume.emptyDir(d.at('Volume.emptyDir.sizeLimit', size(d)));
  const claim = () =>
    Volume.claim(d.at('Volume.claim.name', outside(scene)('PersistentVolumeClaim', d.word())), {
      accessMode: d.at('ClaimVolumeOptions.accessMode', mode),
      ...d.group<ClaimVolumeOptions>('ClaimVolumeOptions', { readOnly: () => d.maybe() }),
    });
  const persistent = () =>
    Volume.persistent(d.at('Volume.persistent.name', d.word()), d.at('Volume.persistent.size', size(d)), {
      ...storageOptions(d, mode),
      accessMode: d.at('StorageOptions.accessMode', mode),
    });
  return {
    volumes: d.map(
      'FileProps.volumes',
      2,
      () => path(d),
      () => d.one(empty, claim, persistent)(),
    ),
    exclusive,
  };
}
