import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import type { Identity } from '../identity/identity';
import { createApiObject } from './api-object';

/** Creates a ClusterIP Service with one port, which targets the container's port of the same name. */
export function createService(scope: Construct, identity: Identity, portName: string, port: number): ApiObject {
  const spec: Plain<k8s.ServiceSpec> = {
    type: 'ClusterIP',
    selector: identity.selector,
    ports: [{ name: portName, port, targetPort: portName, protocol: 'TCP' }],
  };
  const metadata = { name: identity.name, labels: identity.labels };
  return createApiObject(scope, 'Service', { apiVersion: 'v1', kind: 'Service', metadata, spec });
}
