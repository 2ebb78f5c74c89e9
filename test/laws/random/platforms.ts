// Random platforms, and what all pods of a stack share.
import { ImagePullPolicy, PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Platform, type PlatformProps, type PodDefaults, type Scheduling, type Toleration } from 'cdk8s-webstack';
import type { Draw } from './draw';
import { createPlatform, PLATFORM_NAMES, PLATFORMS } from '../../platform/platforms';
import { surroundings, USUAL, type Surroundings } from './traffic';
import { text, words } from './values';

interface Chosen {
  readonly platform: Platform;
  readonly disposable: boolean;
  readonly around: Surroundings;
}

export function platformOf(d: Draw): Chosen {
  if (d.whole(0, 5) === 0)
    return { platform: d.at('Platform.generic', Platform.generic()), disposable: false, around: USUAL };
  const disposable = d.maybe();
  const version = `1.${d.whole(27, 34)}`;
  const changes = {
    ...d.group<PlatformProps>('PlatformProps', {
      storageClass: () => d.word(),
      accessMode: () =>
        d.one(PersistentVolumeAccessMode.READ_WRITE_ONCE, PersistentVolumeAccessMode.READ_WRITE_ONCE_POD),
      imagePullPolicy: () => d.one(...Object.values(ImagePullPolicy)),
      kubernetesVersion: () => version,
      ingressClass: () => 'nginx',
    }),
    disposable: d.at('PlatformProps.disposable', disposable),
  };
  const name = d.one(...PLATFORM_NAMES);
  const [peers, around] = surroundings(d, { ...USUAL, resolvers: PLATFORMS[name].resolvers });
  return { platform: d.at(`Platform.${name}`, createPlatform(name, { ...changes, ...peers })), disposable, around };
}

/** @param image one that will be run */
export function podDefaults(d: Draw, image: string): PodDefaults {
  const digest = `sha256:${'b'.repeat(64)}`;
  return d.group<PodDefaults>('PodDefaults', {
    labels: () => words(d, 'PodDefaults.labels'),
    annotations: () =>
      d.map(
        'PodDefaults.annotations',
        2,
        () => `example.com/${d.word()}`,
        () => text(d),
      ),
    imagePullSecrets: () => d.list('PodDefaults.imagePullSecrets', 2, () => d.word()),
    digests: () => ({ [d.at('PodDefaults.digests{key}', image)]: d.at('PodDefaults.digests{}', digest) }),
    scheduling: () => scheduling(d),
  });
}

/** The scheduling of a component, or of all pods. */
export function scheduling(d: Draw): Scheduling {
  return d.group<Scheduling>('Scheduling', {
    nodeSelector: () => words(d, 'Scheduling.nodeSelector'),
    tolerations: () => d.list('Scheduling.tolerations', 2, () => toleration(d)),
    priorityClassName: () => d.word(),
  });
}

function toleration(d: Draw): Toleration {
  const given = d.group<Toleration>('Toleration', {
    key: () => d.word(),
    effect: () => d.one('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  });
  const value = given.key === undefined ? {} : d.group<Toleration>('Toleration', { value: () => d.word() });
  const stays =
    given.effect === 'NoExecute' ? d.group<Toleration>('Toleration', { tolerationSeconds: () => d.whole(0, 999) }) : {};
  return { ...given, ...value, ...stays };
}
