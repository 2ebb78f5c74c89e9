import type { Duration } from 'cdk8s';
import type { k8s, Plain } from '../../imports/k8s';

/** The probes of a container. */
export type Probes = Pick<Plain<k8s.Container>, 'startupProbe' | 'readinessProbe' | 'livenessProbe'>;

type Check = Pick<Plain<k8s.Probe>, 'exec' | 'httpGet' | 'tcpSocket'>;

/** Two questions: whether it can take requests, and whether it is worth keeping. */
export interface Questions {
  readonly ready?: Check;
  readonly alive?: Check;
  /** @default - the question of liveness; a failure restarts the container as well */
  readonly started?: Check;
}

/** No requests after 15 seconds without an answer. */
const READINESS = { periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 3 };
/** Restarted after a minute without an answer. */
const LIVENESS = { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 };
const STARTUP = { periodSeconds: 2, timeoutSeconds: 5 };

/** How long a container may take to start. */
export function startupSeconds({ startupProbe }: Probes): number {
  return (startupProbe?.failureThreshold ?? 0) * STARTUP.periodSeconds;
}

export function probes({ ready, alive, started = alive }: Questions, startup: Duration): Probes {
  const failureThreshold = Math.ceil(startup.toSeconds({ integral: false }) / STARTUP.periodSeconds);
  return {
    startupProbe: started && { ...started, ...STARTUP, failureThreshold },
    readinessProbe: ready && { ...ready, ...READINESS },
    livenessProbe: alive && { ...alive, ...LIVENESS },
  };
}
