import { portMistake } from './address';
import { originOf, type Endpoint } from './endpoint';
import { isLabel } from './identity';
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
    labelMistake('service', service),
    labelMistake('namespace', namespace),
    portMistake(port),
    portMistake(containerPort),
    ...labelsMistakes('podLabels', podLabels),
  ];
  return [...mistakes, ...others.filter((mistake) => mistake !== undefined)];
}

/** @see https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service */
function labelMistake(property: string, name: string | undefined): string | undefined {
  if (name === undefined || isLabel(name)) return undefined;
  return `the endpoint.${property} is ${shown(name)}; allowed are at most 63 of a-z, 0-9 and '-', not beginning or ending with '-'`;
}
