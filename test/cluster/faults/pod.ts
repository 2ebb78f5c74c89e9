// What the rows look at in a pod. Each has one container.
import type { Manifest } from '../../manifests';

export interface Pod {
  readonly name: string;
  readonly uid: string;
  readonly component: string;
  readonly isReady: boolean;
  /** Past its startup probe. */
  readonly hasStarted: boolean;
  readonly isEnding: boolean;
  readonly restarts: number;
  /** What tells its container from every other one. */
  readonly life: string;
  /** Why its container ended the last time. */
  readonly ended?: string;
}

export function podOf({ metadata, status }: Manifest): Pod {
  const [container] = status.containerStatuses ?? [];
  const ready = status.conditions?.find(({ type }: Manifest) => type === 'Ready');
  const restarts: number = container?.restartCount ?? 0;
  return {
    name: metadata.name,
    uid: metadata.uid,
    component: metadata.labels?.['app.kubernetes.io/name'] ?? '',
    isReady: ready?.status === 'True',
    hasStarted: container?.started === true,
    isEnding: metadata.deletionTimestamp !== undefined,
    restarts,
    life: `${metadata.uid} ${restarts}`,
    ended: container?.lastState?.terminated?.reason,
  };
}
