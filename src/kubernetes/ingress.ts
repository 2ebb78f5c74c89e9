import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { createApiObject, type Metadata } from './api-object';

export function createIngress(
  scope: Construct,
  id: string,
  metadata: Metadata,
  spec: Plain<k8s.IngressSpec>,
): ApiObject {
  return createApiObject(scope, id, { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata, spec });
}
