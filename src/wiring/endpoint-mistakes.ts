import { portMistake } from './address';
import { originOf, type Endpoint } from './endpoint';
import { isLabel, objectNameMistake } from './identity';
import { checked, listOf, recordOf, required, text } from './kinds';
import { labelsMistakes } from './labels';
import { shown } from './mistake';
import { shaped, type Shape } from './shape';

const ENDPOINT: Shape<Endpoint> = {
  service: required(text, 'name the Service'),
  port: checked,
  containerPort: checked,
  podLabels: recordOf(checked, 'labels'),
  namespace: text,
  admitNamespaces: listOf(text, 'namespaces'),
};

/** What is wrong with an endpoint, which may be of a class that is not the library's. */
export function endpointMistakes(endpoint: Endpoint): string[] {
  if (originOf(endpoint)) return [];
  const { props, mistakes } = shaped(endpoint, ENDPOINT, { more: true, of: 'the endpoint' });
  const { service, port, containerPort, podLabels, namespace } = props;
  const others = [
    service === undefined || isLabel(service) ? undefined : objectNameMistake('Service', service),
    namespace === undefined || isLabel(namespace)
      ? undefined
      : `the namespace ${shown(namespace)} of the endpoint is none that Kubernetes takes`,
    portMistake(port),
    portMistake(containerPort),
    ...labelsMistakes('podLabels', podLabels),
  ];
  return [...mistakes, ...others.filter((mistake) => mistake !== undefined)];
}
