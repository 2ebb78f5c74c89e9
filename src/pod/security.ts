import type { k8s, Plain } from '../../imports/k8s';
import { boolean } from '../checks/check';
import { group, type Checks } from '../checks/declaration';
import { MOST_INT32, wholeNumber } from '../checks/numbers';

/**
 * The user and group that a container runs as, and whether its root file system is read-only.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/workloads.md
 */
export interface Security {
  /**
   * The user id. The files that the program writes to a volume belong to this user: after a change, the program may be
   * unable to write them.
   * @default 10001
   */
  readonly user?: number;
  /**
   * The group id of the process and of its volumes.
   * @default 10001
   */
  readonly group?: number;
  /**
   * Whether the files of the image are read-only. Set it to false only if you cannot list the folders that the program
   * writes to in `writablePaths`.
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;
}

const id = wholeNumber({ to: MOST_INT32, reason: 'containers do not run as root' });

const SECURITY_CHECKS: Checks<Security> = { user: id, group: id, readOnlyRootFilesystem: boolean };

/** Accepts the security settings of a container. */
export const security = group(SECURITY_CHECKS);

/** The default user and group, above the ids that hosts use for their own users. */
const UNPRIVILEGED_ID = 10001;

/** @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
export function renderPodSecurity({ user, group: groupId }: Security): Plain<k8s.PodSecurityContext> {
  const runAsGroup = groupId ?? UNPRIVILEGED_ID;
  return {
    runAsNonRoot: true,
    runAsUser: user ?? UNPRIVILEGED_ID,
    runAsGroup,
    fsGroup: runAsGroup,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

export function renderContainerSecurity({ readOnlyRootFilesystem = true }: Security): Plain<k8s.SecurityContext> {
  return { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem };
}
