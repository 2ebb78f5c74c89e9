import type { k8s, Plain } from '../../imports/k8s';
import { checked, flag } from '../checks/check';
import { shown } from '../checks/messages';
import type { Shape } from '../checks/declaration';

/** As whom a container runs, and what it may write. */
export interface Security {
  /**
   * The user id. It owns what the program writes to a volume: on a workload with data it cannot be changed lightly.
   * @default 10001
   */
  readonly user?: number;
  /**
   * The group id, of the process and of its volumes.
   * @default 10001
   */
  readonly group?: number;
  /**
   * Whether the image's own files are read-only. Writable folders are what `writablePaths` is for; turn this off only
   * where they cannot be named.
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;
}

export const SECURITY: Shape<Security> = { user: checked, group: checked, readOnlyRootFilesystem: flag };

const ABOVE_THE_HOSTS_OWN = 10001;

/** @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
export function podSecurity({ user, group }: Security): Plain<k8s.PodSecurityContext> {
  const runAsGroup = group ?? ABOVE_THE_HOSTS_OWN;
  return {
    runAsNonRoot: true,
    runAsUser: user ?? ABOVE_THE_HOSTS_OWN,
    runAsGroup,
    fsGroup: runAsGroup,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

export function containerSecurity({ readOnlyRootFilesystem = true }: Security): Plain<k8s.SecurityContext> {
  return { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem };
}

export function securityMistakes({ user = 1, group = 1 }: Security): string[] {
  const wrong = Object.entries({ user, group }).filter(([, id]) => !Number.isInteger(id) || id < 1 || id > 2147483647);
  return wrong.map(
    ([property, id]) =>
      `security.${property} is ${shown(id)}; allowed is a whole number from 1 to 2147483647: no container runs as root`,
  );
}
