// Demands of the Pod Security Standards on the securityContext that pods and containers have.
import { field } from './manifest';
import { containersOf } from './pods';

/** A setting that a standard demands of a pod or of a container. */
export interface Demand {
  readonly setting: string;
  readonly isRestricted?: boolean;
  readonly isMet: (part: unknown, pod: unknown) => boolean;
}

const SELINUX_TYPES = [undefined, '', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];

/** Demands on the securityContext of a pod, and of a container. */
export const UNSAFE_OPTIONS: readonly Demand[] = [
  {
    setting: 'no seLinuxOptions with a user, role or type of its own',
    isMet: (part) =>
      !context(part, 'seLinuxOptions', 'user') &&
      !context(part, 'seLinuxOptions', 'role') &&
      SELINUX_TYPES.includes(context(part, 'seLinuxOptions', 'type') as string | undefined),
  },
  {
    setting: 'no appArmorProfile Unconfined',
    isMet: (part) => context(part, 'appArmorProfile', 'type') !== 'Unconfined',
  },
  {
    setting: 'no windowsOptions.hostProcess',
    isMet: (part) => context(part, 'windowsOptions', 'hostProcess') !== true,
  },
];

/**
 * Settings of a pod that a standard forbids even if every container overrides them. If a container inherits one, the
 * demand on that container reports it.
 */
export const OVERRIDDEN: readonly Demand[] = [
  overridden('no securityContext.seccompProfile Unconfined', 'Unconfined', 'seccompProfile', 'type'),
  { ...overridden('no securityContext.runAsNonRoot: false', false, 'runAsNonRoot'), isRestricted: true },
  { ...overridden('no securityContext.runAsUser 0', 0, 'runAsUser'), isRestricted: true },
];

function overridden(setting: string, value: unknown, ...path: string[]): Demand {
  const isMet = (pod: unknown) =>
    context(field(pod, 'spec'), ...path) !== value ||
    containersOf(pod).some(({ container }) => context(container, ...path) === undefined);
  return { setting, isMet };
}

/** Returns a setting of the securityContext of a pod's spec or of a container. */
export function context(container: unknown, ...path: string[]): unknown {
  return field(container, 'securityContext', ...path);
}
