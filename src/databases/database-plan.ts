// The pod of a database: one container, one port, and a data folder that may be on a claim.
import { Duration, type Size } from 'cdk8s';
import type { CpuResources } from 'cdk8s-plus-27';
import type { k8s, Plain } from '../../imports/k8s';
import { formatQuantity } from '../kubernetes/quantity';
import { joinMounts, writableMounts, type Mounts } from '../pod/files';
import type { PodPlan } from '../pod/pod';
import type { Probes } from '../pod/probes';
import { renderResources, writableLimit } from '../pod/resources';
import type { Scheduling } from '../pod/scheduling';
import type { Security } from '../pod/security';
import { DIRECTLY, lockVolume, startAfter } from '../storage/lock';
import { certificateMounts, requireCertificate } from './server-certificate';

/** The time to acquire the lock, replay a log and read a file. */
export const DATABASE_STARTUP_TIME = Duration.minutes(30);

/** The decisions of an engine, from its declaration. */
export interface EnginePlan {
  /** The arguments of the image's entry point, the program first. */
  readonly args: string[];
  readonly env: Plain<k8s.EnvVar>[];
  readonly probes: Probes;
  readonly data: DataFolder;
  readonly writablePaths: string[];
  readonly graceSeconds: number;
  /** The command that stops the program. */
  readonly preStopCommand?: string[];
  /**
   * The limit of memory shared between processes.
   * @default - the container runtime's: 64 MiB
   */
  readonly sharedMemory?: Size;
  /**
   * The Secret with the certificate of the server.
   * @default - none: connections are not encrypted
   */
  readonly certificateSecret?: string;
}

/** The folder of the data. Without a claim it is deleted with the pod. */
export interface DataFolder {
  readonly path: string;
  /**
   * A second, read-only mount of the claim, for inspection.
   * @default - none
   */
  readonly inspectionPath?: string;
  /** Shell commands that run before the program, after the lock is acquired. They exit to prevent its start. */
  readonly beforeStart: string[];
  /**
   * Whether the program then starts without the image's entry point, which has nothing left to do.
   * @default false
   */
  readonly startsDirectly?: boolean;
}

/** The decisions of a declaration. */
export interface DatabaseSettings {
  readonly image: string;
  readonly memory: Size;
  readonly cpu?: CpuResources;
  readonly security?: Security;
  readonly scheduling?: Scheduling;
  /** The claim of the data folder; undefined for a folder that is deleted with the pod. */
  readonly claimName?: string;
}

/** Returns the pod of a database. */
export function planDatabasePod(plan: EnginePlan, settings: DatabaseSettings, port: PodPlan['port']): PodPlan {
  const { image, memory, cpu, security = {}, scheduling, claimName } = settings;
  const { args, env, probes, preStopCommand, graceSeconds } = plan;
  return {
    ...{ image, args, env, probes, port, security, scheduling },
    command: commandOf(plan, claimName),
    resources: renderResources({ cpu }, { memory }),
    mounts: mountsOf(plan, writableLimit({}), claimName),
    termination: { preStopSeconds: 0, preStopCommand, graceSeconds },
    consumerLabels: [],
  };
}

/** Undefined, and so the image's own entry point, if nothing runs before the program. */
function commandOf({ data, certificateSecret }: EnginePlan, claimName?: string): string[] | undefined {
  const certificate = certificateSecret === undefined ? [] : requireCertificate(certificateSecret);
  const commands = [...(claimName === undefined ? [] : lockVolume(data.path)), ...certificate, ...data.beforeStart];
  return commands.length > 0 ? startAfter(commands, data.startsDirectly ? DIRECTLY : undefined) : undefined;
}

function mountsOf(plan: EnginePlan, sizeLimit: string, claimName?: string): Mounts {
  const { data, writablePaths, sharedMemory, certificateSecret } = plan;
  const shared = sharedMemory && memoryMount('shared-memory', '/dev/shm', sharedMemory);
  const claim = claimName === undefined ? undefined : claimMounts(data, claimName);
  const writable = writableMounts(claim ? writablePaths : [data.path, ...writablePaths], sizeLimit);
  return joinMounts(claim, writable, shared, certificateMounts(certificateSecret));
}

function claimMounts({ path, inspectionPath }: DataFolder, claimName: string): Mounts {
  const inspection = inspectionPath === undefined ? [] : [{ name: 'data', mountPath: inspectionPath, readOnly: true }];
  return {
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
    volumeMounts: [{ name: 'data', mountPath: path }, ...inspection],
  };
}

/** A folder in memory. It counts against the container's memory. */
function memoryMount(name: string, mountPath: string, size: Size): Mounts {
  const emptyDir = { medium: 'Memory', sizeLimit: formatQuantity(size) };
  return { volumes: [{ name, emptyDir }], volumeMounts: [{ name, mountPath }] };
}
