import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import type { Identity } from '../identity/identity';
import { createApiObject } from './api-object';

/** The range of the number of pods, and the target utilization in percent of their requests. */
export interface AutoscalerPlan {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly cpu?: number;
  readonly memory?: number;
}

/** @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ */
export function createHorizontalPodAutoscaler(scope: Construct, identity: Identity, plan: AutoscalerPlan): ApiObject {
  const { minReplicas, maxReplicas, cpu, memory } = plan;
  const { name, labels } = identity;
  const spec: Plain<k8s.HorizontalPodAutoscalerSpecV2> = {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    ...{ minReplicas, maxReplicas },
    metrics: Object.entries({ cpu, memory }).flatMap(([resource, percent]) =>
      percent === undefined ? [] : [renderUtilization(resource, percent)],
    ),
  };
  const kind = 'HorizontalPodAutoscaler';
  return createApiObject(scope, kind, { apiVersion: 'autoscaling/v2', kind, metadata: { name, labels }, spec });
}

function renderUtilization(name: string, averageUtilization: number): Plain<k8s.MetricSpecV2> {
  return { type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } };
}
