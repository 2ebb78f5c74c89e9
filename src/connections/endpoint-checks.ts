import { inOrder, listOf, notEmpty, required } from '../checks/check';
import { validate, type Checks } from '../checks/declaration';
import { labels } from '../checks/labels';
import { namespaceName, serviceName } from '../checks/names';
import { port } from '../checks/numbers';
import { STAND_IN, type Parameter } from '../checks/parameter';
import { ownerOf, type Endpoint } from './endpoint';

const EXAMPLE = "such as { app: 'nats' }";

const ENDPOINT_CHECKS: Checks<Endpoint> = {
  service: required(serviceName(), 'Set the name of the Service'),
  port: required(port(), 'Set the port of the Service'),
  containerPort: required(port(), 'Set the port of the container'),
  podLabels: required(
    inOrder(labels, notEmpty(`Add a label, ${EXAMPLE}, or every pod of the namespace is selected`)),
    `Set labels of the pods, ${EXAMPLE}`,
  ),
  namespace: namespaceName,
  allowNamespaces: listOf(namespaceName, 'namespaces'),
};

/** Stands in for an endpoint that is missing. */
export const STAND_IN_ENDPOINT: Endpoint = Object.freeze({
  service: STAND_IN.name,
  port: STAND_IN.port,
  containerPort: STAND_IN.port,
  podLabels: { app: STAND_IN.name },
});

/** Checks an endpoint that the library did not create, and copies it. It may be of a class with more members. */
export function validateEndpoint(endpoint: Endpoint): Parameter<Endpoint> {
  if (ownerOf(endpoint)) return { value: endpoint, errors: [] };
  const { props, errors } = validate(endpoint, ENDPOINT_CHECKS, { allowUnknown: true, of: 'endpoint' });
  return { value: Object.freeze({ ...STAND_IN_ENDPOINT, ...props }), errors };
}
