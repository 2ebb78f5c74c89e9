import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import type { Identity } from '../identity/identity';
import { createApiObject } from './api-object';

/**
 * Creates a budget that evicts one pod at a time when a node is drained. Pods that are not ready never delay it.
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export function createPodDisruptionBudget(scope: Construct, { name, labels, selector }: Identity): ApiObject {
  const spec: Plain<k8s.PodDisruptionBudgetSpec> = {
    maxUnavailable: 1,
    selector: { matchLabels: selector },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
  const metadata = { name, labels };
  const kind = 'PodDisruptionBudget';
  return createApiObject(scope, kind, { apiVersion: 'policy/v1', kind, metadata, spec });
}
