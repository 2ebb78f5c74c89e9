// What Redis and Postgres have in common: one pod, one port, perhaps one volume with one writer.
import { Duration, type ApiObject, type Size } from 'cdk8s';
import type { CpuResources } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { quantity } from '../kubernetes/quantity';
import { service } from '../kubernetes/service';
import { joined, writable, type Mounts } from '../pod/files';
import type { Probes } from '../pod/probes';
import { imageMistake } from '../pod/image';
import type { PodPlan } from '../pod/pod';
import { cpuMistakes, resources, writableLimit } from '../pod/resources';
import { securityMistakes, type Security } from '../pod/security';
import { locking, startingAfter } from '../storage/lock';
import { namespacesMistakes } from '../connections/admission';
import { endpointOf, type Endpoint } from '../connections/endpoint';
import type { Identity } from '../identity/identity';
import { report } from '../checks/messages';
import { pods, type Pods } from '../components/component';

/** For a lock to be let go, a log to be replayed, a file to be read. */
export const DATABASE_STARTUP = Duration.minutes(30);

/** What the component decides. */
export interface DatabasePlan {
  readonly image: string;
  /** The whole command line, after the image's entry point. */
  readonly args: string[];
  readonly port: { readonly name: string; readonly containerPort: number };
  readonly env: Plain<k8s.EnvVar>[];
  readonly probes: Probes;
  readonly memory: Size;
  readonly cpu?: CpuResources;
  readonly graceSeconds: number;
  /** What asks it to end. */
  readonly preStopCommand?: string[];
  readonly writablePaths: string[];
  readonly data: DataFolder;
  readonly security?: Security;
  readonly admitNamespaces?: string[];
  readonly priorityClassName?: string;
  /**
   * How much of the memory can be shared between its processes.
   * @default - what the container runtime gives: 64 MiB
   */
  readonly sharedMemory?: Size;
}

/** Where the data lies; without a claim, in a folder that goes with the pod. */
export interface DataFolder {
  readonly path: string;
  readonly claimName?: string;
  /**
   * Where the claim is mounted once more, to be looked at only.
   * @default - nowhere
   */
  readonly view?: string;
  /** Shell commands before the program starts, once a claim is locked; they exit if it must not. */
  readonly beforeStart: string[];
}

export interface Database extends Pods {
  readonly service: ApiObject;
  readonly endpoint: Endpoint;
}

export function database(component: Construct, identity: Identity, plan: DatabasePlan): Database {
  report(
    component,
    imageMistake(plan.image),
    ...cpuMistakes('cpu', plan.cpu),
    ...securityMistakes(plan.security ?? {}),
    ...namespacesMistakes(component, plan.admitNamespaces),
  );
  const { name, containerPort } = plan.port;
  const endpoint = endpointOf(component, identity, containerPort, plan.admitNamespaces);
  return {
    ...pods(component, identity, { replicas: 1, recreate: true, pod: podOf(plan), traffic: { endpoint } }),
    service: service(component, identity, name, containerPort),
    endpoint,
  };
}

function podOf(plan: DatabasePlan): PodPlan {
  const { cpu, memory, data } = plan;
  return {
    ...plan,
    command: commandOf(data),
    resources: resources({ cpu }, { memory }),
    mounts: folders(plan, writableLimit({})),
    security: plan.security ?? {},
    termination: { preStopSeconds: 0, preStopCommand: plan.preStopCommand, graceSeconds: plan.graceSeconds },
    consumerLabels: [],
  };
}

/** The image's own command, where nothing is to be done before. */
function commandOf({ path, claimName, beforeStart }: DataFolder): string[] | undefined {
  const commands = [...(claimName === undefined ? [] : locking(path)), ...beforeStart];
  return commands.length > 0 ? startingAfter(commands) : undefined;
}

function folders({ data, writablePaths, sharedMemory }: DatabasePlan, sizeLimit: string): Mounts {
  const { path, claimName, view } = data;
  const shared = sharedMemory && memoryFolder('shared-memory', '/dev/shm', sharedMemory);
  if (claimName === undefined) return joined(writable([path, ...writablePaths], sizeLimit), shared);
  const claim = { name: 'data', persistentVolumeClaim: { claimName } };
  const looked = view === undefined ? [] : [{ name: 'data', mountPath: view, readOnly: true }];
  const claimed = { volumes: [claim], volumeMounts: [{ name: 'data', mountPath: path }, ...looked] };
  return joined(claimed, writable(writablePaths, sizeLimit), shared);
}

/** It counts as memory of the container. */
function memoryFolder(name: string, mountPath: string, size: Size): Mounts {
  const emptyDir = { medium: 'Memory', sizeLimit: quantity(size) };
  return { volumes: [{ name, emptyDir }], volumeMounts: [{ name, mountPath }] };
}
