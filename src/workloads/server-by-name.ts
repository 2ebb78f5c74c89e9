import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { required } from '../checks/check';
import { formatValue } from '../checks/messages';
import { serviceName } from '../checks/names';
import { port as portCheck } from '../checks/numbers';
import { STAND_IN, validateParameter } from '../checks/parameter';
import { assertConstruct } from '../checks/placement';
import { reportErrors } from '../checks/report';
import type { Connection } from '../connections/connection';
import { findEndpoint, isDatabase, type Endpoint } from '../connections/endpoint';
import { podSelector } from '../identity/identity';
import { httpConnection } from './http-workload';

const PASS_ID = "Pass the server's id, or its path inside the chart, joined by '-'";
const NAME = required(serviceName(PASS_ID), PASS_ID);
const PORT = portCheck();

/** Returns a connection to a component of the same chart that is declared later. */
export function connectByName(scope: IConstruct, name: string, port: number): Connection {
  assertConstruct(scope, 'Server.byName', name);
  const chart = Chart.of(scope);
  const service = validateParameter(name, 'the name of Server.byName', NAME, STAND_IN.name);
  const { value: number, errors: portErrors } = validateParameter(
    port,
    'the port of Server.byName',
    PORT,
    STAND_IN.port,
  );
  const errors = [...service.errors, ...portErrors];
  reportErrors(scope, ...errors);
  const podLabels = podSelector(chart, service.value);
  const target = { service: service.value, podLabels, namespace: chart.namespace };
  const endpoint = { ...target, port: number, containerPort: number };
  if (errors.length === 0) scope.node.addValidation({ validate: () => missingServerErrors(scope, endpoint) });
  return httpConnection(endpoint);
}

/** Known only when the whole app has been declared. */
function missingServerErrors(scope: IConstruct, endpoint: Endpoint): string[] {
  const { service, port } = endpoint;
  const server = findEndpoint(scope, endpoint);
  if (server !== undefined && isDatabase(server))
    return [
      `Server.byName refers to ${formatValue(service)}, which is a database. Declare it before its consumers, and name it in uses.`,
    ];
  if (server?.port === port) return [];
  if (server === undefined)
    return [
      `Server.byName refers to ${formatValue(service)}, and the namespace has no such server. Declare it, or pass its path inside the chart, joined by '-'.`,
    ];
  return [
    `Server.byName refers to ${formatValue(service)} on port ${port}; allowed: ${server.port}, the port of that server.`,
  ];
}
