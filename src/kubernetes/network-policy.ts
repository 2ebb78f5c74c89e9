import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { createApiObject, type Metadata } from './api-object';

/** @see https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export function createNetworkPolicy(
  scope: Construct,
  id: string,
  metadata: Metadata,
  spec: Plain<k8s.NetworkPolicySpec>,
): ApiObject {
  return createApiObject(scope, id, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata, spec });
}
