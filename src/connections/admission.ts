// Who may use a provider: the pods of its own namespace, and of those that it admits.
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { originOf, type Endpoint } from './endpoint';
import { foreignNamespaceMistake } from '../checks/names';
import { shown } from '../checks/messages';
import { namespaceKey } from '../identity/registry';

/** What is wrong with the namespaces that somebody names. */
export function namespacesMistakes(component: IConstruct, namespaces: string[] = []): string[] {
  if (namespaces.length > 0 && Chart.of(component).namespace === undefined) return [NO_NAMESPACE];
  return namespaces.flatMap((name) => foreignNamespaceMistake('admitNamespaces has', name) ?? []);
}

const NO_NAMESPACE =
  'admitNamespaces lets others to a chart that names no namespace, where nobody could find it; give the chart the namespace';

/** What is wrong with pods of a component that use what is behind an endpoint. */
export function admissionMistake(consumer: IConstruct, endpoint: Endpoint): string | undefined {
  const app = otherApp(consumer, endpoint);
  if (app) return `uses ${called(endpoint)}, ${app}`;
  if (isOwn(consumer, endpoint)) return undefined;
  const { namespace: own } = Chart.of(consumer);
  const { namespace, admitNamespaces } = endpoint;
  if (namespace === undefined) {
    return `uses ${called(endpoint)}, whose chart names no namespace, so that its host name is not known here; give that chart the namespace`;
  }
  if (own === undefined) {
    return `uses ${called(endpoint)} of the namespace ${shown(namespace)}, and this chart names none that it could admit; give this chart the namespace`;
  }
  if (Array.isArray(admitNamespaces) && admitNamespaces.includes(own)) return undefined;
  return `uses ${called(endpoint)} of the namespace ${shown(namespace)}, which does not admit this one; declare it with admitNamespaces: ['${own}']`;
}

/** Whether an endpoint is in the namespace of a component. Where nobody says which one it has, it has that of its user. */
export function isOwn(user: IConstruct, endpoint: Endpoint): boolean {
  const origin = originOf(endpoint);
  if (origin) return namespaceKey(origin) === namespaceKey(user);
  return endpoint.namespace === undefined || endpoint.namespace === Chart.of(user).namespace;
}

/** What is wrong with an endpoint of another app; undefined where it is of this one, or of none. */
export function otherApp(user: IConstruct, endpoint: Endpoint): string | undefined {
  const origin = originOf(endpoint);
  if (!origin || origin.node.root === user.node.root) return undefined;
  return 'which is declared in another App, so that nothing here can see to it; declare both in one App, or use an ExternalService';
}

/** A component by its path, a Service of which no component is known by its name. */
function called(endpoint: Endpoint): string {
  return originOf(endpoint)?.node.path ?? shown(endpoint.service);
}
