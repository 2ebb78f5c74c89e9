import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Identity } from '../identity/identity';
import { apiObject } from './api-object';

/** Who the pods are to the API server: each component somebody else, and without a token nobody at all. */
export function serviceAccount(scope: Construct, { name, labels }: Identity): ApiObject {
  const metadata = { name, labels };
  const manifest = { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false };
  return apiObject(scope, 'ServiceAccount', manifest);
}
