import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import type { Identity } from '../identity/identity';
import { apiObject } from './api-object';

/** A ClusterIP Service: one port, which leads to the container's port of that name. */
export function service(scope: Construct, identity: Identity, portName: string, port: number): ApiObject {
  const spec: Plain<k8s.ServiceSpec> = {
    type: 'ClusterIP',
    selector: identity.selector,
    ports: [{ name: portName, port, targetPort: portName, protocol: 'TCP' }],
  };
  const metadata = { name: identity.name, labels: identity.labels };
  return apiObject(scope, 'Service', { apiVersion: 'v1', kind: 'Service', metadata, spec });
}
