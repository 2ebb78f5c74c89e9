// Which pods may use a provider: those of its own namespace, and of the namespaces that it allows.
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { formatValue } from '../checks/messages';
import { namespaceKey } from '../identity/registry';
import { ownerOf, type Endpoint } from './endpoint';

/** Returns the error of a chart without a namespace that allows others. */
export function allowNamespacesErrors(component: IConstruct, namespaces: string[] = []): string[] {
  if (namespaces.length === 0 || Chart.of(component).namespace !== undefined) return [];
  return [
    'allowNamespaces is set, but the chart has no namespace, so pods of other namespaces cannot find the Service. ' +
      'Set the namespace of the chart.',
  ];
}

/** Returns the error of a consumer that may not use the pods behind an endpoint. */
export function admissionError(consumer: IConstruct, endpoint: Endpoint): string | undefined {
  const provider = formatProvider(endpoint);
  const appError = otherAppError(consumer, endpoint);
  if (appError) return `uses ${provider}, ${appError}`;
  if (isInNamespaceOf(consumer, endpoint)) return undefined;
  const { namespace: own } = Chart.of(consumer);
  const { namespace, allowNamespaces } = endpoint;
  if (namespace === undefined)
    return `uses ${provider}, whose chart has no namespace, so its host name is unknown here. Set the namespace of that chart.`;
  const subject = `uses ${provider} of the namespace ${formatValue(namespace)}`;
  if (own === undefined)
    return `${subject}, which cannot allow this chart because it has no namespace. Set the namespace of this chart.`;
  if ((Array.isArray(allowNamespaces) && allowNamespaces.includes(own)) || hasErrors(endpoint)) return undefined;
  return `${subject}, which does not allow this namespace. Add '${own}' to allowNamespaces of the provider.`;
}

/** Whether the provider reports errors: it may lack namespaces that it was to allow. */
function hasErrors(endpoint: Endpoint): boolean {
  return (ownerOf(endpoint)?.node.validate() ?? []).length > 0;
}

/** Whether an endpoint is in the namespace of a component. An endpoint without one has the namespace of its user. */
export function isInNamespaceOf(user: IConstruct, endpoint: Endpoint): boolean {
  const owner = ownerOf(endpoint);
  if (owner) return namespaceKey(owner) === namespaceKey(user);
  return endpoint.namespace === undefined || endpoint.namespace === Chart.of(user).namespace;
}

/** Returns the error of an endpoint of another app: policies there and here do not know of each other. */
export function otherAppError(user: IConstruct, endpoint: Endpoint): string | undefined {
  const owner = ownerOf(endpoint);
  if (!owner || owner.node.root === user.node.root) return undefined;
  return 'which is declared in another App. Declare both in one App, or use an ExternalService.';
}

/** The path of the component, or the name of a Service that belongs to no component. */
function formatProvider(endpoint: Endpoint): string {
  return ownerOf(endpoint)?.node.path ?? formatValue(endpoint.service);
}
