import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { apiObject, type Metadata } from './api-object';

/** @see https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export function networkPolicy(
  scope: Construct,
  id: string,
  metadata: Metadata,
  spec: Plain<k8s.NetworkPolicySpec>,
): ApiObject {
  return apiObject(scope, id, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec });
}
