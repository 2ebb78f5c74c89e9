// What a connection consists of, by where it leads.
import { nameMistakes, SECRET_KEY } from '../configuration/object-key';
import { cidrsMistakes } from '../checks/cidr';
import { hostMistake, portMistake } from '../checks/addresses';
import type { AddressOptions, ConnectionOptions } from './connection-options';
import type { Endpoint } from './endpoint';
import { endpointMistakes } from './endpoint-checks';
import { checked, listOf, recordOf, required, text } from '../checks/check';
import { textOnly, typeName } from '../checks/messages';
import { isGroup, shaped, type Shape } from '../checks/declaration';
import { variable, type Variable, type VariableValue } from './variable';

export interface Target {
  /** What a message calls it. */
  readonly name: string;
  readonly endpoint?: Endpoint;
  readonly address?: Address;
  readonly url?: string;
}

/** A host that is no component, and the address ranges that it lives in, where they are known. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly cidrs?: string[];
}

export interface ConnectionParts {
  readonly target: Target;
  readonly variables: Variable[];
  readonly mistakes: string[];
}

const CONNECTION: Shape<ConnectionOptions> = {
  hostVariable: required(text, 'name the variable'),
  portVariable: required(text, 'name the variable'),
  variables: recordOf(checked, 'texts'),
  secrets: recordOf(SECRET_KEY, 'keys of Secrets'),
  url: text,
};

const ADDRESS: Shape<AddressOptions> = { ...CONNECTION, cidrs: listOf(text, 'texts') };

const NO_CIDRS = 'cidrs is empty; name at least one range of addresses, or leave it out for any address';
const WAY_OUT = "name one, such as { service: 'nats', port: 4222, containerPort: 4222, podLabels: { app: 'nats' } }";

export function partsToEndpoint(endpoint: Endpoint, options: ConnectionOptions): ConnectionParts {
  if (!isGroup(endpoint)) throw new Error(`Connection.toEndpoint: the endpoint is ${typeName(endpoint)}; ${WAY_OUT}`);
  const { props, mistakes } = shaped(options, CONNECTION, { of: 'the connection' });
  return {
    target: { name: endpoint.service, endpoint, url: props.url },
    variables: variables(props, { endpoint }, endpoint.port),
    mistakes: [...endpointMistakes(endpoint), ...mistakes, ...valueMistakes(props)],
  };
}

export function partsToAddress(host: string, port: number, options: AddressOptions): ConnectionParts {
  const { props, mistakes } = shaped(options, ADDRESS, { of: 'the connection' });
  const { cidrs, url } = props;
  const where = [hostMistake(host), portMistake(port)].filter((mistake) => mistake !== undefined);
  return {
    target: { name: host, address: { host, port, cidrs }, url },
    variables: variables(props, { literal: host }, port),
    mistakes: [
      ...where,
      ...mistakes,
      ...(cidrs?.length === 0 ? [NO_CIDRS] : []),
      ...cidrsMistakes('cidrs', cidrs),
      ...valueMistakes(props),
    ],
  };
}

function valueMistakes({ variables, secrets = {} }: ConnectionOptions): string[] {
  return [...textOnly('variables', variables), ...Object.values(secrets).flatMap(nameMistakes)];
}

function variables(options: ConnectionOptions, host: VariableValue, port: number): Variable[] {
  const { hostVariable, portVariable, variables = {}, secrets = {} } = options;
  return [
    variable(hostVariable, host),
    variable(portVariable, { literal: String(port) }),
    ...Object.entries(variables).map(([name, literal]) => variable(name, { literal })),
    ...Object.entries(secrets).map(([name, secret]) => variable(name, { secret })),
  ];
}
