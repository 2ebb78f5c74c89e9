import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import type { Identity } from '../identity/identity';
import { apiObject } from './api-object';

/**
 * A node that is drained takes one pod at a time. Pods that are not ready never hold it up.
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export function podDisruptionBudget(scope: Construct, { name, labels, selector }: Identity): ApiObject {
  const spec: Plain<k8s.PodDisruptionBudgetSpec> = {
    maxUnavailable: 1,
    selector: { matchLabels: selector },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  };
  const metadata = { name, labels };
  const kind = 'PodDisruptionBudget';
  return apiObject(scope, kind, { apiVersion: 'policy/v1', kind, metadata, spec });
}
