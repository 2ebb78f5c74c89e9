// The network policies that admit the ingress controller.
import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { findEndpoint } from '../connections/endpoint';
import type { Identity } from '../identity/identity';
import { createControllerPolicy } from '../network/policy';
import { formatDestination } from './destinations';
import type { Route } from './route';

/**
 * Creates a policy for each routed component. It is deleted with the component's last route. Pods of other components are
 * left alone: a policy that admits the controller would deny everyone else.
 */
export function createControllerPolicies(
  component: Construct,
  identity: Identity,
  routes: Route[],
): Record<string, ApiObject> {
  reportLateComponents(component, routes);
  const endpoints = routes.flatMap(({ endpoint }) => findEndpoint(component, endpoint) ?? []);
  const byService = new Map(endpoints.map((endpoint) => [endpoint.service, endpoint]));
  const policies = [...byService].map(([service, endpoint]) => [
    service,
    createControllerPolicy(component, identity, endpoint),
  ]);
  return Object.fromEntries(policies) as Record<string, ApiObject>;
}

/** Components that are declared after their routes are known only when the app is complete. */
function reportLateComponents(component: Construct, routes: Route[]): void {
  const unknown = routes.filter(({ endpoint }) => !findEndpoint(component, endpoint));
  if (unknown.length === 0) return;
  const late = () => unknown.filter(({ endpoint }) => findEndpoint(component, endpoint));
  component.node.addValidation({
    validate: () =>
      late().map(
        (route) =>
          `${formatDestination(route)}, which is declared after the routes, so no network policy admits the controller to it. ` +
          'Declare the routes last.',
      ),
  });
}
