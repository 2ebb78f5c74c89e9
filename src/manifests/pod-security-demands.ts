// The demands of the Pod Security Standards of Kubernetes.
// https://kubernetes.io/docs/concepts/security/pod-security-standards/
import { entriesAt, field, listAt } from './manifest';
import { context, OVERRIDDEN, UNSAFE_OPTIONS, type Demand } from './security-contexts';

const VOLUME_TYPES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected'];
const RESTRICTED_VOLUME_TYPES = new Set([...VOLUME_TYPES, 'secret', 'name']);

const SAFE_SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
];

const BASELINE_CAPABILITIES =
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT';

/** Demands on a pod as a whole. */
export const POD_DEMANDS: readonly Demand[] = [
  ...['hostNetwork', 'hostPID', 'hostIPC'].map((name) => ({
    setting: `no ${name}`,
    isMet: (pod: unknown) => field(pod, 'spec', name) !== true,
  })),
  ...UNSAFE_OPTIONS.map(({ setting, isMet }) => ({ setting, isMet: (pod: unknown) => isMet(field(pod, 'spec'), pod) })),
  ...OVERRIDDEN,
  {
    setting: 'no hostPath volume',
    isMet: (pod) => listAt(pod, 'spec', 'volumes').every((volume) => field(volume, 'hostPath') === undefined),
  },
  {
    setting: 'only sysctls that are safe',
    isMet: (pod) =>
      listAt(pod, 'spec', 'securityContext', 'sysctls').every((sysctl) =>
        SAFE_SYSCTLS.includes(String(field(sysctl, 'name'))),
      ),
  },
  {
    setting:
      'only volumes of the types configMap, csi, downwardAPI, emptyDir, ephemeral, persistentVolumeClaim, projected and secret',
    isRestricted: true,
    isMet: (pod) =>
      listAt(pod, 'spec', 'volumes').every((volume) =>
        entriesAt(volume).every(([name, value]) => value === undefined || RESTRICTED_VOLUME_TYPES.has(name)),
      ),
  },
];

/** Demands on each container. */
export const CONTAINER_DEMANDS: readonly Demand[] = [
  ...UNSAFE_OPTIONS,
  { setting: 'no privileged', isMet: (container) => context(container, 'privileged') !== true },
  {
    setting: 'no hostPort',
    isMet: (container) => listAt(container, 'ports').every((port) => !field(port, 'hostPort')),
  },
  {
    setting: 'no procMount but Default',
    isMet: (container) => [undefined, 'Default'].includes(context(container, 'procMount') as string | undefined),
  },
  { setting: 'no added capability that is dangerous', isMet: (container) => adds(container, BASELINE_CAPABILITIES) },
  {
    setting: 'no seccompProfile Unconfined',
    isMet: (container, pod) => seccompOf(container, pod) !== 'Unconfined',
  },
  {
    setting: 'allowPrivilegeEscalation: false',
    isRestricted: true,
    isMet: (container) => context(container, 'allowPrivilegeEscalation') === false,
  },
  {
    setting: "capabilities: { drop: ['ALL'] }",
    isRestricted: true,
    isMet: (container) => listAt(context(container, 'capabilities'), 'drop').includes('ALL'),
  },
  {
    setting: 'no added capability but NET_BIND_SERVICE',
    isRestricted: true,
    isMet: (container) => adds(container, 'NET_BIND_SERVICE'),
  },
  {
    setting: 'runAsNonRoot: true',
    isRestricted: true,
    isMet: (container, pod) => inherited(container, pod, 'runAsNonRoot') === true,
  },
  {
    setting: 'no runAsUser 0',
    isRestricted: true,
    isMet: (container, pod) => inherited(container, pod, 'runAsUser') !== 0,
  },
  {
    setting: "seccompProfile: { type: 'RuntimeDefault' }",
    isRestricted: true,
    isMet: (container, pod) =>
      ['RuntimeDefault', 'Localhost', 'Unconfined'].includes(String(seccompOf(container, pod))),
  },
];

/** A container's setting, or else that of its pod. */
function inherited(container: unknown, pod: unknown, name: string): unknown {
  return context(container, name) ?? field(pod, 'spec', 'securityContext', name);
}

function seccompOf(container: unknown, pod: unknown): unknown {
  return field(inherited(container, pod, 'seccompProfile'), 'type');
}

function adds(container: unknown, allowed: string): boolean {
  const names = allowed.split(' ');
  return listAt(context(container, 'capabilities'), 'add').every((name) => names.includes(String(name)));
}
