// The Pod Security Standards of Kubernetes.
// https://kubernetes.io/docs/concepts/security/pod-security-standards/
import { textAt } from './manifest';
import { CONTAINER_DEMANDS, POD_DEMANDS } from './pod-security-demands';
import { containersOf } from './pods';
import type { Demand } from './security-contexts';

export type Standard = 'baseline' | 'restricted';

/** Where a pod does not meet a standard, and the settings that it lacks. */
export interface Violation {
  readonly place: string;
  readonly wayOut: string;
}

/** Returns where a pod does not meet a standard: one violation for the pod, and one for each container. */
export function podSecurityViolations(pod: unknown, standard: Standard): Violation[] {
  const ofPod = missing(POD_DEMANDS, standard, pod, pod);
  return [
    ...(ofPod.length > 0 ? [{ place: 'the pod', wayOut: `It must have ${ofPod.join(', ')}` }] : []),
    ...containersOf(pod).flatMap(({ container, place }) => {
      const settings = missing(CONTAINER_DEMANDS, standard, container, pod);
      const name = textAt(container, 'name') ?? '';
      const wayOut = `Its securityContext needs ${settings.join(', ')}`;
      return settings.length > 0 ? [{ place: `${place}[${name}]`, wayOut }] : [];
    }),
  ];
}

function missing(demands: readonly Demand[], standard: Standard, part: unknown, pod: unknown): string[] {
  return demands
    .filter(({ isRestricted = false, isMet }) => (standard === 'restricted' || !isRestricted) && !isMet(part, pod))
    .map(({ setting }) => setting);
}
