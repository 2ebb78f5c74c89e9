// Environment variables before it is known who reads them.
import type { k8s, Plain } from '../../imports/k8s';
import type { SecretKey } from '../configuration/object-key';
import type { Endpoint } from './endpoint';
import { shown } from '../checks/messages';

/** A variable of a connection. */
export interface Variable {
  /** The name that the provider gives it: what a URL refers to. */
  readonly key: string;
  /** The name that the consumer gives it. */
  readonly name: string;
  readonly value: VariableValue;
}

export interface VariableValue {
  readonly literal?: string;
  /** The host name of the endpoint's Service. */
  readonly endpoint?: Endpoint;
  readonly secret?: SecretKey;
  /** A URL in terms of other variables' keys. */
  readonly url?: string;
}

export function variable(key: string, value: VariableValue): Variable {
  return { key, name: key, value };
}

/** A component's name as the beginning of a variable's: `api-server` becomes `API_SERVER`. */
export function variablePrefix(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

/** Variables as the container gets them, for a consumer in a namespace. */
export function rendered(variables: Variable[], namespace?: string): Plain<k8s.EnvVar>[] {
  return variables.map(({ name, value }) => {
    if (value.secret) return fromKey(name, value.secret);
    if (value.url) return { name, value: url(value.url, variables, namespace) };
    return { name, value: escaped(text(value, namespace)) };
  });
}

/** A variable whose value a key of a Secret holds. */
export function fromKey(name: string, { objectName, key }: SecretKey): Plain<k8s.EnvVar> {
  return { name, valueFrom: { secretKeyRef: { name: objectName, key } } };
}

/**
 * A literal that reaches the program as it is written. kubelet reads `$(NAME)` as a reference and `$$` as one dollar.
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
 */
export function escaped(literal: string): string {
  return /\$[($]/.test(literal) ? literal.replaceAll('$', '$$$$') : literal;
}

function text({ literal = '', endpoint }: VariableValue, namespace?: string): string {
  return endpoint ? host(endpoint, namespace) : literal;
}

/** The Service's name, with its namespace where the consumer lives in another one. */
function host(endpoint: Endpoint, namespace?: string): string {
  const elsewhere = endpoint.namespace !== undefined && endpoint.namespace !== namespace;
  return elsewhere ? `${endpoint.service}.${endpoint.namespace}.svc` : endpoint.service;
}

const REFERENCE = /\$\(([-._A-Za-z0-9]+)\)/g;

/** Puts into a URL what may be seen; of a secret only the reference, which kubelet resolves. */
function url(template: string, variables: Variable[], namespace?: string): string {
  return template.replace(REFERENCE, (reference, key) => {
    const referred = variables.find((each) => each.key === key);
    if (!referred) return reference;
    return referred.value.secret ? `$(${referred.name})` : encoded(text(referred.value, namespace));
  });
}

/** Half a surrogate pair has no encoding; the text is refused where it becomes a manifest. */
function encoded(value: string): string {
  return /\p{Surrogate}/u.test(value) ? value : encodeURIComponent(value);
}

/** What is wrong with a URL: that it refers to variables that there are not. */
export function undefinedReferences(template: string, variables: Variable[]): string[] {
  const known = variables.map(({ key }) => key);
  const unknown = [...template.matchAll(REFERENCE)].map(([, key]) => key).filter((key) => !known.includes(key));
  return unknown.map((key) => `the URL refers to ${key}; the variables of the connection are ${known.join(', ')}`);
}

/** Of two variables with one name the first is kept. */
export function byName(variables: Variable[]): { distinct: Variable[]; repeated: string[] } {
  const names = variables.map(({ name }) => name);
  const isFirst = (_: unknown, index: number) => names.indexOf(names[index]) === index;
  return { distinct: variables.filter(isFirst), repeated: names.filter((name, index) => !isFirst(name, index)) };
}

export function prefixMistakes(prefix: string): string[] {
  if (typeof prefix === 'string' && /^[A-Za-z_][A-Za-z0-9_]*$/.test(prefix)) return [];
  return [
    `the prefix is ${shown(prefix)}; allowed are letters, digits and '_', not beginning with a digit: 'REPORTS_'`,
  ];
}
