// Containers that the API server refuses.
import { field, kindOf, listAt, textAt, type Manifest } from './manifest';
import { containersOf, podOf } from './pods';

/** Returns the errors of the containers of a workload. */
export function containerErrors(manifest: Manifest): string[] {
  const pod = podOf(manifest);
  if (pod === undefined) return [];
  const title = `the ${kindOf(manifest)}`;
  const containers = containersOf(pod);
  if (containers.length === 0) return [`${title} has no containers. Do not remove them by a patch.`];
  const names = containers.map(({ container }) => textAt(container, 'name'));
  const repeated = new Set(names.filter((name, index) => name !== undefined && names.indexOf(name) !== index));
  const volumes = new Set([
    ...listAt(pod, 'spec', 'volumes').map((volume) => textAt(volume, 'name')),
    ...listAt(manifest, 'spec', 'volumeClaimTemplates').map((claim) => textAt(claim, 'metadata', 'name')),
  ]);
  return [
    ...[...repeated].map((name) => `${title} has two containers with the name ${name}. Rename one of them.`),
    ...containers.flatMap(({ container, place }) =>
      errorsOf(container, volumes).map((error) => `${place}[${textAt(container, 'name') ?? ''}] of ${title} ${error}`),
    ),
  ];
}

function errorsOf(container: unknown, volumes: ReadonlySet<string | undefined>): string[] {
  const mounted = new Set(listAt(container, 'volumeMounts').map((mount) => textAt(mount, 'name')));
  const context = field(container, 'securityContext');
  const isContradictory = field(context, 'privileged') === true && field(context, 'allowPrivilegeEscalation') === false;
  return [
    ...(textAt(container, 'name') ? [] : ['has no name. Set one.']),
    ...(textAt(container, 'image') ? [] : ['has no image. Set one.']),
    ...(isContradictory ? ['is privileged, but allowPrivilegeEscalation is false. Change one of them.'] : []),
    ...[...mounted]
      .filter((volume) => !volumes.has(volume))
      .map(
        (volume = 'without a name') =>
          `mounts the volume ${volume}, which the pod does not have. Add the volume, or remove the mount.`,
      ),
  ];
}
