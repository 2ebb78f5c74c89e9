// The network policies that admit the ingress controller.
import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { isInNamespaceOf } from '../connections/admission';
import { findEndpoint } from '../connections/endpoint';
import type { Identity } from '../identity/identity';
import { createControllerPolicy, openToController, openToSolvers } from '../network/controller-policy';
import { formatDestination, ownEndpointErrors } from './destinations';
import type { IngressNginxRoutesProps } from './ingress-nginx-props';
import type { Route } from './route';

/**
 * Creates a policy for each routed component. It is deleted with the component's last route. Pods of other libraries are
 * left alone unless their namespace denies by default: a policy that admits the controller would deny everyone else.
 */
export function createControllerPolicies(
  component: Construct,
  identity: Identity,
  { routes: declared = [], tls }: Partial<IngressNginxRoutesProps>,
): Record<string, ApiObject> {
  const routes = declared.filter(({ _hasEndpoint }) => _hasEndpoint);
  reportLateComponents(component, routes);
  if (tls?.secretName !== undefined) openToSolvers(component, identity);
  for (const { endpoint } of routes.filter((route) => isForeign(component, route)))
    openToController(component, identity, endpoint);
  const endpoints = routes.flatMap(({ endpoint }) => findEndpoint(component, endpoint) ?? []);
  const byService = new Map(endpoints.map((endpoint) => [endpoint.service, endpoint]));
  const policies = [...byService].map(([service, endpoint]) => [
    service,
    createControllerPolicy(component, identity, endpoint),
  ]);
  return Object.fromEntries(policies) as Record<string, ApiObject>;
}

/** Whether a route leads to pods of another library. */
function isForeign(component: Construct, { endpoint, _errors: errors }: Route): boolean {
  const isOwn = findEndpoint(component, endpoint) !== undefined;
  return !isOwn && isInNamespaceOf(component, endpoint) && errors.length === 0;
}

/** Components that are declared after their routes are known only when the app is complete. */
function reportLateComponents(component: Construct, routes: Route[]): void {
  const unknown = routes.filter(({ endpoint }) => !findEndpoint(component, endpoint));
  if (unknown.length === 0) return;
  const late = () => unknown.filter(({ endpoint }) => findEndpoint(component, endpoint));
  component.node.addValidation({
    validate: () =>
      late().flatMap((route) => {
        const ownErrors = ownEndpointErrors(component, route);
        return ownErrors.length > 0 ? ownErrors : [`${formatDestination(route)}, ${DECLARED_LATER}`];
      }),
  });
}

const DECLARED_LATER =
  'which is declared after the routes, so no network policy admits the controller to it. Declare the routes last.';
