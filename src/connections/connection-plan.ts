// The parts of a connection to an endpoint, or to an address outside the stack.
import { host } from '../checks/addresses';
import { required } from '../checks/check';
import { validate } from '../checks/declaration';
import { formatHost, wrongType } from '../checks/messages';
import { port } from '../checks/numbers';
import { isObject } from '../checks/objects';
import { STAND_IN, validateParameter } from '../checks/parameter';
import { secretTextErrors, secretUrlErrors } from '../configuration/clear-text-errors';
import type { IObjectKey } from '../configuration/object-key';
import {
  ADDRESS_OPTIONS_CHECKS,
  CONNECTION_CHECKS,
  type AddressOptions,
  type ConnectionOptions,
} from './connection-options';
import type { Endpoint } from './endpoint';
import { validateEndpoint } from './endpoint-checks';
import { createVariable, type Variable, type VariableValue } from './variable';

/** Where the traffic of a connection goes. */
export interface Target {
  /** The name in messages. */
  readonly name: string;
  /** The part of the provider that the connection is for, such as one of its databases. */
  readonly part?: string;
  readonly endpoint?: Endpoint;
  /** Whether the endpoint was rejected: its admission is not known. */
  readonly isRejected?: boolean;
  readonly address?: Address;
  /** Whether its provider reports a wrong host. Otherwise each consumer does. */
  readonly isReported?: boolean;
  readonly url?: string;
  /** Errors of passwords in clear text, which disposable platforms accept. */
  readonly clearTextErrors: string[];
  /** The files of consumers by path. */
  readonly files: Record<string, IObjectKey>;
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
    throw new Error(`Connection.toEndpoint: ${wrongType('the endpoint', endpoint, ENDPOINT_EXAMPLE)}`);
  const { props, errors } = validate(options, CONNECTION_CHECKS, { of: 'Connection.toEndpoint' });
  const { value, errors: endpointErrors } = validateEndpoint(endpoint);
  return {
    target: { name: value.service, endpoint: value, isRejected: endpointErrors.length > 0, ...extrasOf(props) },
    variables: variablesOf(props, { endpoint: value }, value.port),
    errors: [...endpointErrors, ...errors],
  };
}

const HOST = required(host, 'Set the host name or address');
const PORT = required(port(), 'Set the port');

export function planAddressConnection(address: string, number: number, options: AddressOptions): ConnectionPlan {
  const { props, errors } = validate(options, ADDRESS_OPTIONS_CHECKS, { of: 'Connection.toAddress' });
  const hostName = validateParameter(address, 'the host of Connection.toAddress', HOST, STAND_IN.host);
  const portNumber = validateParameter(number, 'the port of Connection.toAddress', PORT, STAND_IN.port);
  const valid = { host: hostName.value, port: portNumber.value, cidrs: props.cidrs };
  return {
    target: { name: hostName.errors.length > 0 ? formatHost(address) : address, address: valid, ...extrasOf(props) },
    variables: variablesOf(props, { literal: valid.host }, valid.port),
    errors: [...hostName.errors, ...portNumber.errors, ...errors],
  };
}

function extrasOf(options: ConnectionOptions): Pick<Target, 'url' | 'clearTextErrors' | 'files'> {
  const { variables, url, notSecret, files = {} } = options;
  const errors = [...secretTextErrors(variables, 'variables', notSecret), ...secretUrlErrors(url, 'url', notSecret)];
  return { url, files: { ...files }, clearTextErrors: errors };
}

function variablesOf(options: ConnectionOptions, host: VariableValue, port: number): Variable[] {
  const { hostVariable = STAND_IN.hostVariable, portVariable = STAND_IN.portVariable } = options;
  const { variables = {}, secrets = {} } = options;
  return [
    createVariable(hostVariable, host),
    createVariable(portVariable, { literal: String(port) }),
    ...Object.entries(variables).map(([name, literal]) => createVariable(name, { literal })),
    ...Object.entries(secrets).map(([name, secret]) => createVariable(name, { secret })),
  ];
}
