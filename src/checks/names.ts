// What Kubernetes takes for a name.
import { shown } from './messages';

/** What is wrong with a name that becomes a Service, a label value and a volume. */
export function nameMistake(name: string): string | undefined {
  if (name === 'default')
    return 'the name "default" is that of every namespace\'s own ServiceAccount; choose another id';
  if (isServiceName(name)) return undefined;
  return (
    `the name ${shown(name)} is none that Kubernetes takes for a Service: at most 63 lower-case letters, digits and ` +
    "'-', beginning with a letter and not ending with '-'; choose another id"
  );
}

/**
 * What is wrong with the name of an object that is made elsewhere.
 * @param kind what a message calls it
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 */
export function objectNameMistake(kind: string, name: string): string | undefined {
  if (isSubdomain(name)) return undefined;
  const what = kind === 'Secret' && !/^[\w.-]{1,253}$/.test(name) ? '(not shown)' : shown(name);
  return `the ${kind} ${what} has a name that Kubernetes refuses; allowed are a-z, 0-9, '-' and '.', at most 253`;
}

/** Whether a text is a DNS name in lower case, as names of most objects and the prefixes of label keys are. */
export function isSubdomain(name: string): boolean {
  const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
  return typeof name === 'string' && name.length <= 253 && new RegExp(`^${label}(\\.${label})*$`).test(name);
}

/**
 * Whether a text can be the name of a Service.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
export function isServiceName(name: string): boolean {
  return typeof name === 'string' && /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name);
}

/** Whether a text is one label of a DNS name, as namespaces are. */
export function isLabel(name: string): boolean {
  return typeof name === 'string' && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name);
}

/** What is wrong with a namespace that somebody names, after what a message says of where. */
export function foreignNamespaceMistake(where: string, name: string): string | undefined {
  if (isLabel(name)) return undefined;
  return `${where} ${shown(name)}; allowed are at most 63 of a-z, 0-9 and '-', as namespaces are named`;
}

/** Whether a text can be the value of a label, or the name in its key. */
export function isLabelValue(text: string): boolean {
  return typeof text === 'string' && /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(text);
}
