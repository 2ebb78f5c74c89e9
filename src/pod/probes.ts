import type { Duration } from 'cdk8s';
import type { k8s, Plain } from '../../imports/k8s';

/** The probes of a container. */
export type Probes = Pick<Plain<k8s.Container>, 'startupProbe' | 'readinessProbe' | 'livenessProbe'>;

type Handler = Pick<Plain<k8s.Probe>, 'exec' | 'httpGet' | 'tcpSocket'>;

/** The actions of the probes of a container. */
export interface ProbeHandlers {
  /** Whether the container can answer requests. */
  readonly ready?: Handler;
  /** Whether the container still works; a failure restarts it. */
  readonly alive?: Handler;
  /**
   * Whether the container has started; a failure restarts it.
   * @default - the action of `alive`
   */
  readonly started?: Handler;
}

/** A pod gets no requests after 15 seconds without an answer. */
const READINESS = { periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 3 };
/** A container restarts after a minute without an answer. */
const LIVENESS = { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 };
const STARTUP = { periodSeconds: 2, timeoutSeconds: 5 };

/** Returns the seconds that a container may take to start. */
export function startupSeconds({ startupProbe }: Probes): number {
  return (startupProbe?.failureThreshold ?? 0) * STARTUP.periodSeconds;
}

/** Returns the number of failed startup probes after which a container restarts. */
export function startupFailures(timeout: Duration): number {
  return Math.ceil(timeout.toSeconds({ integral: false }) / STARTUP.periodSeconds);
}

export function renderProbes({ ready, alive, started = alive }: ProbeHandlers, timeout: Duration): Probes {
  return {
    startupProbe: started && { ...started, ...STARTUP, failureThreshold: startupFailures(timeout) },
    readinessProbe: ready && { ...ready, ...READINESS },
    livenessProbe: alive && { ...alive, ...LIVENESS },
  };
}
