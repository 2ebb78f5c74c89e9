import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { admissionPolicy } from '../network/policy';
import { ownEndpoint } from '../connections/endpoint';
import type { Identity } from '../identity/identity';
import { shown } from '../checks/messages';
import type { Route } from './route';

/**
 * Lets the controller to what is routed to, one policy for each component, which goes with its last route. Pods that are
 * none of the library's are left alone: a policy that lets one in shuts out everybody else.
 */
export function admissions(component: Construct, identity: Identity, routes: Route[]): Record<string, ApiObject> {
  reportLate(component, routes);
  const endpoints = routes.flatMap(({ endpoint }) => ownEndpoint(component, endpoint) ?? []);
  const byService = new Map(endpoints.map((endpoint) => [endpoint.service, endpoint]));
  const policies = [...byService].map(([service, endpoint]) => [
    service,
    admissionPolicy(component, identity, endpoint),
  ]);
  return Object.fromEntries(policies) as Record<string, ApiObject>;
}

/** What is declared only after its routes is known when all is there. */
function reportLate(component: Construct, routes: Route[]): void {
  const unknown = routes.filter(({ endpoint }) => !ownEndpoint(component, endpoint));
  if (unknown.length === 0) return;
  const late = () => unknown.filter(({ endpoint }) => ownEndpoint(component, endpoint));
  component.node.addValidation({
    validate: () =>
      late().map(
        ({ path, endpoint }) =>
          `the path ${shown(path)} leads to ${shown(endpoint.service)}, which is declared after the routes, so that nobody lets ` +
          'the controller to it; declare the routes last',
      ),
  });
}
