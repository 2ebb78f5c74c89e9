// A pod with one container, and the settings that all pods of the library share.
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { Platform } from '../platform/platform';
import { addConsumerLabels } from '../connections/consumer-label';
import type { Identity } from '../identity/identity';
import type { Mounts } from './files';
import type { Probes } from './probes';
import { withDigest } from './digests';
import { podDefaultsOf } from './pod-defaults';
import type { Resources } from './resources';
import { renderScheduling, type Scheduling } from './scheduling';
import { renderSpread } from './spread';
import { renderContainerSecurity, renderPodSecurity, type Security } from './security';
import { renderLifecycle, type TerminationPlan } from './termination';

/** The settings of the pods of one component. */
export interface PodPlan {
  readonly image: string;
  readonly command?: string[];
  readonly args?: string[];
  readonly env: Plain<k8s.EnvVar>[];
  /** The port of the container; undefined for a component without one. */
  readonly port?: { readonly name: string; readonly containerPort: number };
  readonly probes: Probes;
  readonly resources: Resources;
  readonly mounts: Mounts;
  readonly security: Security;
  readonly termination: TerminationPlan;
  /** @default - the scheduling of the stack's podDefaults */
  readonly scheduling?: Scheduling;
  /** Whether there can be several pods, which are spread over nodes and zones. */
  readonly areSeveral?: boolean;
  /** Keys of the labels that allow the pod to connect to its providers. */
  readonly consumerLabels: string[];
}

export function renderPodTemplate(
  component: IConstruct,
  identity: Identity,
  plan: PodPlan,
): Plain<k8s.PodTemplateSpec> {
  const defaults = podDefaultsOf(component);
  const labels = { ...Chart.of(component).labels, ...defaults.labels, ...identity.labels };
  return {
    metadata: {
      labels: addConsumerLabels(labels, plan.consumerLabels),
      annotations: defaults.annotations,
    },
    spec: {
      serviceAccountName: identity.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      hostUsers: plan.security.hostUsers === false ? false : undefined,
      securityContext: renderPodSecurity(plan.security),
      terminationGracePeriodSeconds: plan.termination.graceSeconds,
      imagePullSecrets: defaults.imagePullSecrets?.map((name) => ({ name })),
      ...renderScheduling(defaults.scheduling, plan.scheduling),
      ...(plan.areSeveral ? renderSpread(identity) : undefined),
      containers: [renderContainer(component, identity.name, plan)],
      volumes: plan.mounts.volumes,
    },
  };
}

function renderContainer(component: IConstruct, name: string, plan: PodPlan): Plain<k8s.Container> {
  const platform = Platform.of(component);
  return {
    name,
    image: withDigest(component, plan.image, podDefaultsOf(component).digests),
    imagePullPolicy: platform.imagePullPolicy,
    command: plan.command,
    args: plan.args,
    env: plan.env.length ? plan.env : undefined,
    ports: plan.port && [{ ...plan.port, protocol: 'TCP' }],
    ...plan.probes,
    lifecycle: renderLifecycle(plan.termination, platform),
    resources: plan.resources,
    securityContext: renderContainerSecurity(plan.security),
    volumeMounts: plan.mounts.volumeMounts,
    terminationMessagePolicy: 'FallbackToLogsOnError', // lets `kubectl describe` show why a container exited
  };
}
