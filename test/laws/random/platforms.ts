// Random platforms, and what all pods of a stack share.
import { ImagePullPolicy, PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Platform, type PlatformProps, type PodDefaults, type Toleration } from 'cdk8s-webstack';
import type { Draw } from './draw';
import { text, words } from './values';

export function platformOf(d: Draw): { platform: Platform; throwAway: boolean } {
  if (d.whole(0, 5) === 0) return { platform: d.at('Platform.generic', Platform.generic()), throwAway: false };
  const throwAway = d.maybe();
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
    throwAway: d.at('PlatformProps.throwAway', throwAway),
  };
  const make = d.one('minikube', 'kind', 'eks', 'gke', 'custom');
  return { platform: d.at(`Platform.${make}`, Platform[make](changes)), throwAway };
}

export function podDefaults(d: Draw): PodDefaults {
  return d.group<PodDefaults>('PodDefaults', {
    labels: () => words(d, 'PodDefaults.labels'),
    nodeSelector: () => words(d, 'PodDefaults.nodeSelector'),
    annotations: () =>
      d.map(
        'PodDefaults.annotations',
        2,
        () => `example.com/${d.word()}`,
        () => text(d),
      ),
    imagePullSecrets: () => d.list('PodDefaults.imagePullSecrets', 2, () => d.word()),
    priorityClassName: () => d.word(),
    tolerations: () => d.list('PodDefaults.tolerations', 2, () => toleration(d)),
  });
}

export function toleration(d: Draw): Toleration {
  const given = d.group<Toleration>('Toleration', {
    key: () => d.word(),
    effect: () => d.one('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  });
  const value = given.key === undefined ? {} : d.group<Toleration>('Toleration', { value: () => d.word() });
  const stays =
    given.effect === 'NoExecute' ? d.group<Toleration>('Toleration', { tolerationSeconds: () => d.whole(0, 999) }) : {};
  return { ...given, ...value, ...stays };
}
