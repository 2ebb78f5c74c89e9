// What Redis and Postgres have in common: one pod, one port, perhaps one volume with one writer.
import type { Size } from 'cdk8s';
import { type ApiObject } from 'cdk8s';
import type { CpuResources } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { deployment } from '../kubernetes/deployment';
import { service } from '../kubernetes/service';
import { joined, writable, type Mounts } from '../pod/files';
import type { Probes } from '../pod/health';
import { imageMistake } from '../pod/image';
import { podTemplate } from '../pod/pod';
import { resources } from '../pod/resources';
import { holdingLock } from '../storage/lock';
import { endpointOf, type Endpoint } from '../wiring/endpoint';
import type { Identity } from '../wiring/identity';
import { report } from '../wiring/mistake';

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
  readonly writablePaths: string[];
  readonly data: DataFolder;
}

/** Where the data lies; without a claim, in a folder that goes with the pod. */
export interface DataFolder {
  readonly path: string;
  readonly claimName?: string;
}

export interface Database {
  readonly deployment: ApiObject;
  readonly service: ApiObject;
  readonly endpoint: Endpoint;
}

export function database(component: Construct, identity: Identity, plan: DatabasePlan): Database {
  report(component, imageMistake(plan.image));
  const { name, containerPort } = plan.port;
  const rendered = template(component, identity, plan);
  return {
    deployment: deployment(component, identity, { replicas: 1, recreate: true, template: rendered }),
    service: service(component, identity, name, containerPort),
    endpoint: endpointOf(identity, containerPort),
  };
}

function template(component: Construct, identity: Identity, plan: DatabasePlan): Plain<k8s.PodTemplateSpec> {
  const memory = { request: plan.memory, limit: plan.memory };
  const defaults = { cpuRequest: '100m', memoryRequest: plan.memory, memoryLimit: plan.memory };
  const given = resources({ cpu: plan.cpu, memory }, defaults);
  return podTemplate(component, identity, {
    ...plan,
    command: plan.data.claimName === undefined ? undefined : holdingLock(plan.data.path),
    resources: given,
    mounts: folders(plan, given.limits['ephemeral-storage']),
    security: {},
    termination: { preStopSeconds: 0, graceSeconds: plan.graceSeconds },
    consumerLabels: {},
  });
}

function folders({ data, writablePaths }: DatabasePlan, sizeLimit: string): Mounts {
  const { path, claimName } = data;
  if (claimName === undefined) return writable([path, ...writablePaths], sizeLimit);
  const claim = { name: 'data', persistentVolumeClaim: { claimName } };
  return joined(
    { volumes: [claim], volumeMounts: [{ name: 'data', mountPath: path }] },
    writable(writablePaths, sizeLimit),
  );
}
