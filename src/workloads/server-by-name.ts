import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { formatValue } from '../checks/messages';
import { componentNameError } from '../checks/names';
import { port as portCheck } from '../checks/numbers';
import { reportErrors } from '../checks/report';
import type { Connection } from '../connections/connection';
import { findEndpoint, type Endpoint } from '../connections/endpoint';
import { podSelector } from '../identity/identity';
import { httpConnection } from './http-workload';

/** Returns a connection to a component of the same chart that is declared later. */
export function connectByName(scope: IConstruct, name: string, port: number): Connection {
  const chart = Chart.of(scope);
  const nameError = componentNameError(name);
  const errors =
    nameError === undefined
      ? portCheck()(port, 'the port of Server.byName')
      : [`Server.byName refers to no server: ${nameError}`];
  reportErrors(scope, ...errors);
  const service = nameError === undefined ? name : 'unknown';
  const number = errors.length > 0 ? 1 : port;
  const podLabels = podSelector(chart, service);
  const endpoint = { service, port: number, containerPort: number, podLabels, namespace: chart.namespace };
  if (errors.length === 0) scope.node.addValidation({ validate: () => missingServerErrors(scope, endpoint) });
  return httpConnection(endpoint);
}

/** Known only when the whole app has been declared. */
function missingServerErrors(scope: IConstruct, endpoint: Endpoint): string[] {
  const { service, port } = endpoint;
  const server = findEndpoint(scope, endpoint);
  if (server?.port === port) return [];
  if (server === undefined)
    return [
      `Server.byName refers to ${formatValue(service)}, and the namespace has no such server. Declare it, or write its path with '-'.`,
    ];
  return [
    `Server.byName refers to ${formatValue(service)} on port ${port}; allowed: ${server.port}, the port of that server.`,
  ];
}
