import { cidrs } from '../checks/addresses';
import { mapOf, required, text } from '../checks/check';
import type { Checks } from '../checks/declaration';
import { formatVariable } from '../checks/messages';
import { mountPathKey } from '../checks/mount-path';
import { variableKey, variableName } from '../checks/names';
import { notSecretNames } from '../configuration/clear-text-errors';
import { objectKey, secretKey, type IObjectKey, type SecretKey } from '../configuration/object-key';

/** The variables and files of consumers besides host and port. */
export interface VariableOptions {
  /**
   * Additional variables, with their values.
   * @default - none
   */
  readonly variables?: Record<string, string>;
  /**
   * Additional variables, each from a key of a Secret.
   * @default - none
   */
  readonly secrets?: Record<string, SecretKey>;
  /**
   * Files of consumers by path, each with the content of a key of a Secret or ConfigMap: certificates, for example.
   * @default - none
   */
  readonly files?: Record<string, IObjectKey>;
  /**
   * A URL composed of the variables: `amqp://$(AMQP_USER):$(AMQP_PASSWORD)@$(AMQP_HOST)`.
   * @default - no URL
   */
  readonly url?: string;
  /**
   * Names of variables whose values are no secrets, although their names look like it.
   * @default - none
   */
  readonly notSecret?: string[];
}

/** Options of a connection: its variables. */
export interface ConnectionOptions extends VariableOptions {
  /** The variable of the host name. */
  readonly hostVariable: string;
  /** The variable of the port. */
  readonly portVariable: string;
}

/** Options of a connection to an address outside the stack. */
export interface AddressOptions extends ConnectionOptions {
  /**
   * The address ranges of the host, in CIDR notation.
   * @default - unknown: consumers may connect to any address on its port
   */
  readonly cidrs?: string[];
}

/** Checks of additional variables. */
export const VARIABLE_CHECKS: Checks<VariableOptions> = {
  variables: mapOf(text, 'texts', variableKey, formatVariable),
  secrets: mapOf(secretKey, 'keys of Secrets', variableKey, formatVariable),
  files: mapOf(objectKey, 'keys of Secrets or ConfigMaps', mountPathKey),
  url: text,
  notSecret: notSecretNames,
};

export const CONNECTION_CHECKS: Checks<ConnectionOptions> = {
  ...VARIABLE_CHECKS,
  hostVariable: required(variableName, 'Set the name of the variable'),
  portVariable: required(variableName, 'Set the name of the variable'),
};

export const ADDRESS_OPTIONS_CHECKS: Checks<AddressOptions> = { ...CONNECTION_CHECKS, cidrs };
