import { JsonPatch, type ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { createApiObject, type Metadata } from './api-object';

/**
 * Creates a namespace that rejects pods which violate the `restricted` Pod Security Standard.
 * @param version the Kubernetes version of the standard, such as `1.30`: a later version may be stricter
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function createNamespaceObject(scope: Construct, { name, labels }: Metadata, version: string): ApiObject {
  const standard = ['enforce', 'audit', 'warn'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, 'restricted'],
    [`pod-security.kubernetes.io/${mode}-version`, `v${version}`],
  ]);
  const metadata = { name, labels: { ...labels, ...Object.fromEntries(standard) } };
  const object = createApiObject(scope, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata });
  object.addJsonPatch(JsonPatch.remove('/metadata/namespace')); // a chart sets its own in every object
  return object;
}
