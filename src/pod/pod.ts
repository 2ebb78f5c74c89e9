// A pod of one container, with everything that all pods of the library have in common.
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { Platform } from '../platform/platform';
import { labelled } from '../connections/consumer-label';
import type { Identity } from '../identity/identity';
import type { Mounts } from './files';
import type { Probes } from './probes';
import { withDigest } from './digests';
import { podDefaultsOf } from './pod-defaults';
import { toleration } from './tolerations';
import type { Resources } from './resources';
import { spread } from './spread';
import { containerSecurity, podSecurity, type Security } from './security';
import { lifecycle, type TerminationPlan } from './termination';

/** What is particular to the pods of one component. */
export interface PodPlan {
  readonly image: string;
  readonly command?: string[];
  readonly args?: string[];
  readonly env: Plain<k8s.EnvVar>[];
  /** The container's one port, where it has one. */
  readonly port?: { readonly name: string; readonly containerPort: number };
  readonly probes: Probes;
  readonly resources: Resources;
  readonly mounts: Mounts;
  readonly security: Security;
  readonly termination: TerminationPlan;
  /** @default - that of the stack */
  readonly priorityClassName?: string;
  /** Whether there can be several, which are not to fail together. */
  readonly areSeveral?: boolean;
  /** Keys of the labels that admit the pod to what it uses. */
  readonly consumerLabels: string[];
}

export function podTemplate(component: IConstruct, identity: Identity, plan: PodPlan): Plain<k8s.PodTemplateSpec> {
  const defaults = podDefaultsOf(component);
  const shared = { ...Chart.of(component).labels, ...defaults.labels };
  return {
    metadata: {
      labels: labelled({ ...shared, ...identity.labels }, plan.consumerLabels),
      annotations: defaults.annotations,
    },
    spec: {
      serviceAccountName: identity.name,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: podSecurity(plan.security),
      terminationGracePeriodSeconds: plan.termination.graceSeconds,
      imagePullSecrets: defaults.imagePullSecrets?.map((name) => ({ name })),
      nodeSelector: defaults.nodeSelector,
      tolerations: defaults.tolerations?.map(toleration),
      priorityClassName: plan.priorityClassName ?? defaults.priorityClassName,
      ...(plan.areSeveral ? spread(identity) : undefined),
      containers: [container(component, identity.name, plan)],
      volumes: plan.mounts.volumes,
    },
  };
}

function container(component: IConstruct, name: string, plan: PodPlan): Plain<k8s.Container> {
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
    lifecycle: lifecycle(plan.termination, platform),
    resources: plan.resources,
    securityContext: containerSecurity(plan.security),
    volumeMounts: plan.mounts.volumeMounts,
    terminationMessagePolicy: 'FallbackToLogsOnError', // `kubectl describe` then shows why a container ended
  };
}
