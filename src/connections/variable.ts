// Environment variables of a connection, before the consumer is known.
import type { k8s, Plain } from '../../imports/k8s';
import { findDuplicates } from '../checks/duplicates';
import { formatNames } from '../checks/messages';
import type { SecretKey } from '../configuration/object-key';
import type { Endpoint } from './endpoint';

/** A variable of a connection. */
export interface Variable {
  /** The name that the provider gives it. URLs refer to it. */
  readonly key: string;
  /** The name that the consumer gives it. */
  readonly name: string;
  readonly value: VariableValue;
}

export interface VariableValue {
  readonly literal?: string;
  /** An endpoint whose host name is the value. */
  readonly endpoint?: Endpoint;
  readonly secret?: SecretKey;
  /** A URL composed of other variables' keys. */
  readonly url?: string;
}

export function createVariable(key: string, value: VariableValue): Variable {
  return { key, name: key, value };
}

/** Returns a component's name as the prefix of a variable: `api-server` becomes `API_SERVER`. */
export function variablePrefix(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

/** Returns variables as a container has them, for a consumer in a namespace. */
export function renderVariables(variables: Variable[], namespace?: string): Plain<k8s.EnvVar>[] {
  return variables.map(({ name, value }) => {
    if (value.secret) return secretVariable(name, value.secret);
    if (value.url) return { name, value: renderUrl(value.url, variables, namespace) };
    return { name, value: escapeReferences(renderValue(value, namespace)) };
  });
}

/** Returns a variable with the value of a key of a Secret. */
export function secretVariable(name: string, { objectName, key }: SecretKey): Plain<k8s.EnvVar> {
  return { name, valueFrom: { secretKeyRef: { name: objectName, key } } };
}

/**
 * Returns a literal that the program receives as it was written. The kubelet expands `$(NAME)`, and reads `$$` as one dollar.
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function escapeReferences(literal: string): string {
  return /\$[($]/.test(literal) ? literal.replaceAll('$', '$$$$') : literal;
}

function renderValue({ literal = '', endpoint }: VariableValue, namespace?: string): string {
  return endpoint ? hostName(endpoint, namespace) : literal;
}

/** The name of the Service, with its namespace if the consumer is in another one. */
function hostName(endpoint: Endpoint, namespace?: string): string {
  const isElsewhere = endpoint.namespace !== undefined && endpoint.namespace !== namespace;
  return isElsewhere ? `${endpoint.service}.${endpoint.namespace}.svc` : endpoint.service;
}

const REFERENCE = /\$\(([-._A-Za-z0-9]+)\)/g;

/** Inserts values into a URL; for a secret only a reference, which the kubelet expands. */
function renderUrl(template: string, variables: Variable[], namespace?: string): string {
  const byKey = new Map([...variables].reverse().map((variable) => [variable.key, variable]));
  return template.replace(REFERENCE, (reference, key: string) => {
    const variable = byKey.get(key);
    if (!variable) return reference;
    return variable.value.secret ? `$(${variable.name})` : encode(renderValue(variable.value, namespace));
  });
}

/** Half a surrogate pair has no encoding; the manifest's text is rejected later. */
function encode(value: string): string {
  return /\p{Surrogate}/u.test(value) ? value : encodeURIComponent(value);
}

/** Returns the errors of a URL that refers to unknown variables. */
export function undefinedReferenceErrors(template: string, variables: Variable[]): string[] {
  const known = new Set(variables.filter(({ value }) => value.url === undefined).map(({ key }) => key));
  const keys = new Set([...template.matchAll(REFERENCE)].map(([, key]) => key));
  const unknown = [...keys].filter((key) => !known.has(key));
  const allowed = formatNames([...known]);
  return unknown.map((key) => `the URL refers to ${key}; allowed: the connection's variables (${allowed}).`);
}

/** Returns the first variable of each name, and the names that occur more than once. */
export function distinctByName(variables: Variable[]): { distinct: Variable[]; repeated: string[] } {
  const firstByName = new Map<string, Variable>();
  for (const variable of variables) if (!firstByName.has(variable.name)) firstByName.set(variable.name, variable);
  return { distinct: [...firstByName.values()], repeated: findDuplicates(variables.map(({ name }) => name)) };
}
