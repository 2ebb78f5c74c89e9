import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import type { Identity } from '../identity/identity';
import { apiObject } from './api-object';

/** How many pods there are, and at which share of what they request more are made, in percent. */
export interface AutoscalerPlan {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly cpu?: number;
  readonly memory?: number;
}

/** @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ */
export function horizontalPodAutoscaler(scope: Construct, identity: Identity, plan: AutoscalerPlan): ApiObject {
  const { minReplicas, maxReplicas, cpu, memory } = plan;
  const { name, labels } = identity;
  const spec: Plain<k8s.HorizontalPodAutoscalerSpecV2> = {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    ...{ minReplicas, maxReplicas },
    metrics: Object.entries({ cpu, memory }).flatMap(([resource, share]) =>
      share === undefined ? [] : [utilization(resource, share)],
    ),
  };
  const kind = 'HorizontalPodAutoscaler';
  return apiObject(scope, kind, { apiVersion: 'autoscaling/v2', kind, metadata: { name, labels }, spec });
}

function utilization(name: string, averageUtilization: number): Plain<k8s.MetricSpecV2> {
  return { type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } };
}
