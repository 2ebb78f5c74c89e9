import { portMistake } from '../checks/addresses';
import { originOf, type Endpoint } from './endpoint';
import { isLabel, isServiceName } from '../checks/names';
import { checked, listOf, recordOf, required, text } from '../checks/check';
import { labelsMistakes } from '../checks/labels';
import { shown } from '../checks/messages';
import { shaped, type Shape } from '../checks/declaration';

const ENDPOINT: Shape<Endpoint> = {
  service: required(text, 'name the Service'),
  port: checked,
  containerPort: checked,
  podLabels: required(recordOf(checked, 'labels'), "name what the pods bear: { app: 'nats' }"),
  namespace: text,
  admitNamespaces: listOf(text, 'namespaces'),
};

/** What is wrong with an endpoint, which may be of a class that is not the library's. */
export function endpointMistakes(endpoint: Endpoint): string[] {
  if (originOf(endpoint)) return [];
  const { props, mistakes } = shaped(endpoint, ENDPOINT, { more: true, of: 'the endpoint' });
  const { service, port, containerPort, podLabels, namespace } = props;
  const others = [
    service === undefined || isServiceName(service)
      ? undefined
      : noLabel('service', service, 'beginning with a letter'),
    namespace === undefined || isLabel(namespace)
      ? undefined
      : noLabel('namespace', namespace, 'not beginning with it'),
    portMistake(port),
    portMistake(containerPort, 'containerPort'),
    podLabels && Object.keys(podLabels).length === 0 ? NO_LABELS : undefined,
    ...labelsMistakes('podLabels', podLabels),
  ];
  return [...mistakes, ...others.filter((mistake) => mistake !== undefined)];
}

const NO_LABELS =
  "the endpoint.podLabels are empty, and would select every pod of the namespace; name what the pods bear: { app: 'nats' }";

function noLabel(property: string, name: string, start: string): string {
  return `the endpoint.${property} is ${shown(name)}; allowed are at most 63 of a-z, 0-9 and '-', ${start}, not ending with '-'`;
}
