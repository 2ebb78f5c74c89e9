import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { boolean, inOrder } from '../checks/check';
import { group, type Checks } from '../checks/declaration';
import { formatValue, notAllowed } from '../checks/messages';
import { MOST_INT32, wholeNumber } from '../checks/numbers';
import { objectLike } from '../checks/shapes';
import { Platform } from '../platform/platform';
import type { Volume } from '../storage/volume';

/**
 * The user and group that a container runs as, and the protections of its node and its files.
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
  /**
   * Whether the users of the pod are those of its node. With false, the pod has a user namespace of its own: a process
   * that breaks out of its container has no rights on the node. It requires a platform with Kubernetes 1.33 or later and
   * nodes that support user namespaces, and rejects claims for several nodes, such as NFS.
   * @default true
   * @see https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/
   */
  readonly hostUsers?: boolean;
}

const id = wholeNumber({
  to: MOST_INT32,
  reason: 'containers do not run as root',
  wayOut: 'Use another, such as 1000',
});

const SECURITY_CHECKS: Checks<Security> = {
  user: id,
  group: id,
  readOnlyRootFilesystem: boolean,
  hostUsers: boolean,
};

/** Accepts the security settings of a container. */
export const security = inOrder(
  objectLike('{ user: 1000 }'),
  group(SECURITY_CHECKS, (props, { name }) => {
    const ids = props.hostUsers === false ? (['user', 'group'] as const) : [];
    return ids
      .filter((property) => (props[property] ?? 0) > MOST_MAPPED_ID)
      .map((property) =>
        notAllowed(name(property), `${props[property]}`, MAPPED_IDS, 'Set another, or remove hostUsers'),
      );
  }),
);

/** The highest id in a user namespace, unless the nodes are configured to map more. */
const MOST_MAPPED_ID = 65_535;
const MAPPED_IDS = `a whole number from 1 to ${MOST_MAPPED_ID} (with hostUsers: false, the pod has no others)`;

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

/** The version from which every cluster offers user namespaces. */
const USER_NAMESPACES = '1.33';

/** Returns the errors of a user namespace that the platform may not offer, or that cannot use a volume. */
export function userNamespaceErrors(
  component: Construct,
  { hostUsers }: Security = {},
  volumes: Record<string, Volume> = {},
): string[] {
  if (hostUsers !== false) return [];
  return [...versionErrors(Platform.of(component)), ...volumeErrors(component, volumes)];
}

function versionErrors(platform: Platform): string[] {
  if (platform.atLeast(USER_NAMESPACES) || platform._errors.length > 0) return [];
  const reason = `user namespaces need Kubernetes ${USER_NAMESPACES}, and the platform allows ${platform.kubernetesVersion}`;
  return [notWithout(reason, `Set kubernetesVersion: '${USER_NAMESPACES}' on the platform, or remove hostUsers`)];
}

/** A claim for several pods is on a network file system, whose users the kernel may be unable to map. */
function volumeErrors(component: Construct, volumes: Record<string, Volume>): string[] {
  return Object.entries(volumes).flatMap(([path, volume]) => {
    if (volume._emptyDir !== undefined || volume._isExclusive(component)) return [];
    const reason = `the claim on ${formatValue(path)} is for several pods, as on NFS, which has no user namespaces`;
    return [notWithout(reason, 'Remove hostUsers, or mount a claim with the access mode ReadWriteOnce')];
  });
}

function notWithout(reason: string, wayOut: string): string {
  return notAllowed('security.hostUsers', 'false', `true (${reason})`, wayOut);
}
