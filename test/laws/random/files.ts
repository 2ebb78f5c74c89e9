// Random environments and file systems of workloads.
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Volume, type ClaimVolumeOptions, type EnvironmentProps, type FileProps } from 'cdk8s-webstack';
import { configMapKey, customKey, secretKey } from './keys';
import { existing, type Scene } from './scene';
import { notSecret, path, size, storageOptions, text, variableName } from './values';

/** @param taken names of variables that the workload already has */
export function environment(scene: Scene, taken: Set<string>): Partial<EnvironmentProps> {
  const { draw } = scene;
  const free = () => {
    const name = variableName(draw);
    return taken.has(name) ? `${name}_` : name;
  };
  return draw.group<EnvironmentProps>('EnvironmentProps', {
    env: () => draw.map('EnvironmentProps.env', 3, free, () => text(draw)),
    secrets: () => draw.map('EnvironmentProps.secrets', 2, free, () => secretKey(scene)),
    notSecret: () => notSecret(draw, 'EnvironmentProps'),
    config: () => draw.map('EnvironmentProps.config', 2, free, () => configMapKey(scene)),
  });
}

/** Files, volumes and writable paths; a volume may be exclusive, that is for one pod. */
export function files(scene: Scene): { props: Partial<FileProps>; isExclusive: boolean } {
  const { draw } = scene;
  const isExclusive = draw.boolean();
  const anyKey = () => draw.pick(secretKey, configMapKey, customKey)(scene);
  const volumes = draw.map(
    'FileProps.volumes',
    2,
    () => path(draw),
    () => volume(scene, isExclusive),
  );
  const others = draw.group<FileProps>('FileProps', {
    files: () => draw.map('FileProps.files', 2, () => path(draw), anyKey),
    writablePaths: () => draw.list('FileProps.writablePaths', 2, () => path(draw)),
  });
  return { props: { ...others, volumes: draw.at('FileProps.volumes', volumes) }, isExclusive };
}

function volume(scene: Scene, isExclusive: boolean): Volume {
  const { READ_WRITE_ONCE, READ_WRITE_MANY, READ_ONLY_MANY } = PersistentVolumeAccessMode;
  const accessMode = isExclusive ? READ_WRITE_ONCE : scene.draw.pick(READ_WRITE_MANY, READ_ONLY_MANY);
  return scene.draw.pick(emptyDir, claim, persistent)(scene, accessMode);
}

function emptyDir({ draw }: Scene): Volume {
  return Volume.emptyDir(draw.at('Volume.emptyDir.sizeLimit', size(draw)));
}

function claim(scene: Scene, accessMode: PersistentVolumeAccessMode): Volume {
  const { draw } = scene;
  return Volume.claim(draw.at('Volume.claim.name', existing(scene, 'PersistentVolumeClaim', draw.word())), {
    accessMode: draw.at('ClaimVolumeOptions.accessMode', accessMode),
    ...draw.group<ClaimVolumeOptions>('ClaimVolumeOptions', { readOnly: () => draw.boolean() }),
  });
}

function persistent({ draw }: Scene, accessMode: PersistentVolumeAccessMode): Volume {
  return Volume.persistent(
    draw.at('Volume.persistent.name', draw.word()),
    draw.at('Volume.persistent.size', size(draw)),
    { ...storageOptions(draw, accessMode), accessMode: draw.at('StorageOptions.accessMode', accessMode) },
  );
}
