import type { Duration } from 'cdk8s';
import type { k8s, Plain } from '../../imports/k8s';
import type { Platform } from '../platform/platform';
import { duration } from '../checks/check';
import type { Shape } from '../checks/declaration';

/** How a pod ends. */
export interface Termination {
  /**
   * How long the program goes on as before, while the cluster takes the pod out of its Services; only then is it told
   * to stop (SIGTERM). Below Kubernetes 1.30 this is the image's own `sleep`.
   * @default - 6 seconds for what has a Service, none for a worker
   */
  readonly preStop?: Duration;
  /**
   * How long all of it may take, preStop included, before the program is killed.
   * @default - preStop and 30 seconds
   * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
   */
  readonly gracePeriod?: Duration;
}

export const TERMINATION: Shape<Termination> = { preStop: duration, gracePeriod: duration };

/** The same in whole seconds. */
export interface TerminationPlan {
  readonly preStopSeconds: number;
  /** Instead of a time: what asks the program to end. */
  readonly preStopCommand?: string[];
  readonly graceSeconds: number;
}

export function termination(given: Termination, defaultPreStopSeconds: number): TerminationPlan {
  const preStopSeconds = given.preStop?.toSeconds(FRACTIONS) ?? defaultPreStopSeconds;
  return { preStopSeconds, graceSeconds: given.gracePeriod?.toSeconds(FRACTIONS) ?? preStopSeconds + 30 };
}

const FRACTIONS = { integral: false };
const MOST = 2 ** 31 - 1;

export function terminationMistakes({ preStopSeconds, graceSeconds }: TerminationPlan): (string | undefined)[] {
  const times = { 'termination.preStop': preStopSeconds, 'termination.gracePeriod': graceSeconds };
  const wrong = Object.entries(times).filter(
    ([, seconds]) => !Number.isInteger(seconds) || seconds < 0 || seconds > MOST,
  );
  const notWhole = wrong.map(
    ([name, seconds]) => `${name} is ${seconds} seconds; allowed are whole seconds from 0 to ${MOST}`,
  );
  if (wrong.length > 0 || graceSeconds > preStopSeconds) return notWhole;
  return [
    `termination.gracePeriod is ${graceSeconds} seconds, and preStop alone takes ${preStopSeconds}; ` +
      'give the program time to end: a grace period above preStop',
  ];
}

/** The generated types are those of Kubernetes 1.27, which does not know the sleep action. */
interface Handler extends Plain<k8s.LifecycleHandler> {
  readonly sleep?: { readonly seconds: number };
}

/** @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-implementations */
export function lifecycle(
  { preStopSeconds: seconds, preStopCommand: command }: TerminationPlan,
  platform: Platform,
): Plain<k8s.Lifecycle> | undefined {
  if (command) return { preStop: { exec: { command } } };
  if (seconds === 0) return undefined;
  const preStop: Handler = platform.atLeast('1.30')
    ? { sleep: { seconds } }
    : { exec: { command: ['sleep', `${seconds}`] } };
  return { preStop };
}
