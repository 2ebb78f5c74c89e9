import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Connection } from '../connections/connection';
import { ownEndpoint, type Endpoint } from '../connections/endpoint';
import { selectorOf } from '../identity/identity';
import { report, shown } from '../checks/messages';
import { nameMistake } from '../checks/names';
import { named } from './http-workload';

/** A connection to a component of the same chart that is declared only after its user: of two that call each other, one. */
export function declaredLater(scope: IConstruct, name: string, port: number): Connection {
  const chart = Chart.of(scope);
  const unknown = nameMistake(name);
  if (unknown !== undefined) report(scope, `Server.later leads nowhere: ${unknown}`);
  const service = unknown === undefined ? name : 'later';
  const podLabels = selectorOf(chart, service);
  const endpoint = { service, port, containerPort: port, podLabels, namespace: chart.namespace };
  if (unknown === undefined) scope.node.addValidation({ validate: () => missing(scope, endpoint) });
  return named(endpoint);
}

function missing(scope: IConstruct, endpoint: Endpoint): string[] {
  const { service, port } = endpoint;
  const found = ownEndpoint(scope, endpoint);
  if (found?.port === port) return [];
  if (found)
    return [`Server.later leads to ${shown(service)} on port ${port}, which listens on ${found.port}; say that`];
  return [
    `Server.later leads to ${shown(service)}, and there is no such server in the namespace; declare it, or write its path with '-'`,
  ];
}
