// Random platforms, from the table in test/platform/platforms.ts.
import { ImagePullPolicy, PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import type { Platform, PlatformProps } from 'cdk8s-webstack';
import { createPlatform, PLATFORM_NAMES, PLATFORMS } from '../../platform/platforms';
import type { Draw } from './draw';
import { choosePeers, type Peers } from './traffic';

export interface ChosenPlatform {
  readonly platform: Platform;
  readonly disposable: boolean;
  readonly peers: Peers;
}

export function choosePlatform(draw: Draw): ChosenPlatform {
  const name = draw.pick(...PLATFORM_NAMES);
  const { props, peers } = choosePeers(draw, PLATFORMS[name].resolvers);
  const disposable = draw.at('PlatformProps.disposable', draw.boolean());
  const overrides = { ...platformProps(draw), ...props, disposable };
  return { platform: draw.at(`Platform.${name}`, createPlatform(name, overrides)), disposable, peers };
}

function platformProps(draw: Draw): PlatformProps {
  const { READ_WRITE_ONCE, READ_WRITE_ONCE_POD } = PersistentVolumeAccessMode;
  return draw.group<PlatformProps>('PlatformProps', {
    storageClass: () => draw.word(),
    accessMode: () => draw.pick(READ_WRITE_ONCE, READ_WRITE_ONCE_POD),
    imagePullPolicy: () => draw.pick(...Object.values(ImagePullPolicy)),
    kubernetesVersion: () => `1.${draw.integer(27, 34)}`,
    ingressClass: () => 'nginx',
  });
}
