// The parts of a pod that the rows check. Each pod has one container.
import type { Manifest } from '../../manifests';

export interface Pod {
  readonly name: string;
  readonly uid: string;
  readonly component: string;
  readonly isReady: boolean;
  /** Whether its startup probe has succeeded. */
  readonly hasStarted: boolean;
  readonly isTerminating: boolean;
  readonly restarts: number;
  /** Identifies one run of the container: it changes with every restart and every new pod. */
  readonly run: string;
  /** The reason why its container last terminated. */
  readonly terminationReason?: string;
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
    isTerminating: metadata.deletionTimestamp !== undefined,
    restarts,
    run: `${metadata.uid} ${restarts}`,
    terminationReason: container?.lastState?.terminated?.reason,
  };
}
