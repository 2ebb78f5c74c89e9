import type { Duration } from 'cdk8s';
import type { k8s, Plain } from '../../imports/k8s';
import type { Platform } from '../platform/platform';
import { duration, inOrder, type Check } from '../checks/check';
import { group, type Checks } from '../checks/declaration';
import { notAllowed } from '../checks/messages';
import { MOST_INT32 } from '../checks/numbers';
import { objectLike } from '../checks/shapes';

/**
 * The termination of a pod.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/workloads.md
 */
export interface Termination {
  /**
   * The time that a terminating program keeps answering, until the cluster has removed its pod from the Service. Then
   * it receives SIGTERM. In whole seconds; below Kubernetes 1.30 the image needs a `sleep` command.
   * @default - 6 seconds for a client or server, none for a worker
   */
  readonly preStop?: Duration;
  /**
   * The time, including preStop, after which a program that has not stopped is killed. In whole seconds.
   * @default - preStop and 30 seconds
   * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
   */
  readonly gracePeriod?: Duration;
}

const wholeSeconds: Check = (value, property) => {
  const seconds = value === undefined ? 0 : toSeconds(value as Duration);
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= MOST_INT32) return [];
  return [notAllowed(property, `${seconds} seconds`, `whole seconds from 0 to ${MOST_INT32}`)];
};

const time = inOrder(duration, wholeSeconds);

const TERMINATION_CHECKS: Checks<Termination> = { preStop: time, gracePeriod: time };

/** Accepts the termination of a pod. */
export const termination = inOrder(objectLike('{ gracePeriod: Duration.seconds(60) }'), group(TERMINATION_CHECKS));

/** A termination with its defaults, in seconds. */
export interface TerminationPlan {
  readonly preStopSeconds: number;
  /** A command that asks the program to stop, instead of a waiting time. */
  readonly preStopCommand?: string[];
  readonly graceSeconds: number;
}

export function planTermination(declared: Termination, defaultPreStopSeconds: number): TerminationPlan {
  const preStopSeconds = declared.preStop ? toSeconds(declared.preStop) : defaultPreStopSeconds;
  return { preStopSeconds, graceSeconds: declared.gracePeriod ? toSeconds(declared.gracePeriod) : preStopSeconds + 30 };
}

function toSeconds(time: Duration): number {
  return time.toSeconds({ integral: false });
}

/** Returns the error of a grace period that leaves the program no time; either value can be a default. */
export function terminationErrors({ preStopSeconds, graceSeconds }: TerminationPlan): string[] {
  if (graceSeconds > preStopSeconds) return [];
  const allowed = `more than the ${preStopSeconds} seconds of preStop`;
  return [notAllowed('termination.gracePeriod', `${graceSeconds} seconds`, allowed, 'Give the program time to stop')];
}

/** The sleep action is missing in the generated types, which are those of Kubernetes 1.27. */
interface Handler extends Plain<k8s.LifecycleHandler> {
  readonly sleep?: { readonly seconds: number };
}

/** @see https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-implementations */
export function renderLifecycle(
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
