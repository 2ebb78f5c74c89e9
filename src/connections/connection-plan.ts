// The parts of a connection to an endpoint, or to an address outside the stack.
import { host } from '../checks/addresses';
import { required } from '../checks/check';
import { validate } from '../checks/declaration';
import { formatType, notAllowed } from '../checks/messages';
import { port } from '../checks/numbers';
import { isObject } from '../checks/objects';
import {
  ADDRESS_OPTIONS_CHECKS,
  CONNECTION_CHECKS,
  type AddressOptions,
  type ConnectionOptions,
} from './connection-options';
import type { Endpoint } from './endpoint';
import { endpointErrors } from './endpoint-checks';
import { createVariable, type Variable, type VariableValue } from './variable';

/** Where the traffic of a connection goes. */
export interface Target {
  /** The name in messages. */
  readonly name: string;
  readonly endpoint?: Endpoint;
  readonly address?: Address;
  readonly url?: string;
}

/** A host outside the stack, and its address ranges if they are known. */
export interface Address {
  readonly host: string;
  readonly port: number;
  readonly cidrs?: string[];
}

export interface ConnectionPlan {
  readonly target: Target;
  readonly variables: Variable[];
  readonly errors: string[];
}

const ENDPOINT_EXAMPLE =
  "an endpoint, such as { service: 'nats', port: 4222, containerPort: 4222, podLabels: { app: 'nats' } }";

/** @throws if there is no endpoint */
export function planEndpointConnection(endpoint: Endpoint, options: ConnectionOptions): ConnectionPlan {
  if (!isObject(endpoint))
    throw new Error(`Connection.toEndpoint: ${notAllowed('the endpoint', formatType(endpoint), ENDPOINT_EXAMPLE)}`);
  const { props, errors } = validate(options, CONNECTION_CHECKS, { of: 'Connection.toEndpoint' });
  return {
    target: { name: endpoint.service, endpoint, url: props.url },
    variables: variablesOf(props, { endpoint }, endpoint.port),
    errors: [...endpointErrors(endpoint), ...errors],
  };
}

export function planAddressConnection(address: string, number: number, options: AddressOptions): ConnectionPlan {
  const { props, errors } = validate(options, ADDRESS_OPTIONS_CHECKS, { of: 'Connection.toAddress' });
  const addressErrors = [
    ...required(host, 'Set the host name or address')(address, 'Connection.toAddress.host'),
    ...required(port(), 'Set the port')(number, 'Connection.toAddress.port'),
  ];
  return {
    target: { name: address, address: { host: address, port: number, cidrs: props.cidrs }, url: props.url },
    variables: variablesOf(props, { literal: address }, number),
    errors: [...addressErrors, ...errors],
  };
}

function variablesOf(options: ConnectionOptions, host: VariableValue, port: number): Variable[] {
  const { hostVariable = 'HOST', portVariable = 'PORT', variables = {}, secrets = {} } = options;
  return [
    createVariable(hostVariable, host),
    createVariable(portVariable, { literal: String(port) }),
    ...Object.entries(variables).map(([name, literal]) => createVariable(name, { literal })),
    ...Object.entries(secrets).map(([name, secret]) => createVariable(name, { secret })),
  ];
}
