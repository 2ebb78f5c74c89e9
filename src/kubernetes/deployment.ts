import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import type { Identity } from '../identity/identity';
import { createApiObject } from './api-object';

/** The pods of a Deployment, and how they are replaced. */
export interface DeploymentPlan {
  /** Undefined if an autoscaler sets the number of pods. */
  readonly replicas?: number;
  /** Whether the old pod terminates before the new one starts, because its data has a single writer. */
  readonly recreate: boolean;
  readonly progressDeadlineSeconds: number;
  readonly template: Plain<k8s.PodTemplateSpec>;
}

/** @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/ */
export function createDeployment(scope: Construct, identity: Identity, plan: DeploymentPlan): ApiObject {
  const spec: Plain<k8s.DeploymentSpec> = {
    replicas: plan.replicas,
    selector: { matchLabels: identity.selector },
    strategy: plan.recreate
      ? { type: 'Recreate' }
      : { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    progressDeadlineSeconds: plan.progressDeadlineSeconds,
    template: plan.template,
  };
  const metadata = { name: identity.name, labels: identity.labels };
  return createApiObject(scope, 'Deployment', { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec });
}
