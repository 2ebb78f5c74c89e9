import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Identity } from '../identity/identity';
import { createApiObject } from './api-object';

/** Creates the identity of a component's pods at the API server. Pods get no token, so they cannot use it. */
export function createServiceAccount(scope: Construct, { name, labels }: Pick<Identity, 'name' | 'labels'>): ApiObject {
  const metadata = { name, labels };
  const manifest = { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false };
  return createApiObject(scope, 'ServiceAccount', manifest);
}
