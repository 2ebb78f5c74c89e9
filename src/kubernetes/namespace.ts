import { JsonPatch, type ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { apiObject, type Metadata } from './api-object';

/**
 * A namespace that takes no pod which does not keep to the standard `restricted`.
 * @param version the Kubernetes version whose standard is meant, as `1.30`: a later one may ask for more
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
export function namespace(scope: Construct, { name, labels }: Metadata, version: string): ApiObject {
  const standard = ['enforce', 'audit', 'warn'].flatMap((mode) => [
    [`pod-security.kubernetes.io/${mode}`, 'restricted'],
    [`pod-security.kubernetes.io/${mode}-version`, `v${version}`],
  ]);
  const metadata = { name, labels: { ...labels, ...Object.fromEntries(standard) } };
  const object = apiObject(scope, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata });
  object.addJsonPatch(JsonPatch.remove('/metadata/namespace')); // a chart writes its own into every object
  return object;
}
