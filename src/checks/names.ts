// Names of Kubernetes objects.
import { inOrder, keySatisfying, satisfying, text, type Check } from './check';
import { formatValue, formatVariable, notAllowed, withArticle } from './messages';

const SUBDOMAIN = "at most 253 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit";
const SERVICE = "at most 63 lower-case letters, digits and '-', starting with a letter, not ending with '-'";

/**
 * Accepts names of objects that are created elsewhere. A wrong name of a Secret may be the secret itself.
 * @param kind the kind of object, such as `Secret`
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 */
export function objectName(kind: string): Check {
  const allowed = `${withArticle(kind)} name of ${SUBDOMAIN}`;
  return inOrder(text, (value, property) => {
    if (value === undefined || isSubdomain(value as string)) return [];
    if (kind === 'Secret') return [notAllowed(property, '(not shown)', allowed)];
    return satisfying(isSubdomain, allowed, { repair: repairName })(value, property);
  });
}

/** Accepts names of namespaces. */
export const namespaceName = inOrder(
  text,
  satisfying(
    isDnsLabel,
    "a namespace name of at most 63 lower-case letters, digits and '-', not starting or ending with '-'",
    { repair: repairName },
  ),
);

/** Accepts names of Services. */
export function serviceName(wayOut?: string): Check {
  return inOrder(text, satisfying(isServiceName, `a Service name of ${SERVICE}`, { wayOut, repair: repairName }));
}

const VARIABLE = "letters, digits, '_', '-' and '.', not starting with a digit";

/** Accepts names of environment variables. */
export const variableName = inOrder(text, satisfying(isVariableName, VARIABLE, { format: formatVariable }));

/** Accepts keys of a map of environment variables. */
export const variableKey = keySatisfying(isVariableName, VARIABLE);

export function isVariableName(name: string): boolean {
  return /^[-._A-Za-z][-._A-Za-z0-9]*$/.test(name);
}

/** Services that a cluster has by itself: another one of that name would replace them. */
const CLUSTER_SERVICES = [
  'default/kubernetes',
  ...['kube-dns', 'coredns', 'rke2-coredns-rke2-coredns', 'metrics-server'].map((name) => `kube-system/${name}`),
];

/** Returns the error of a name that becomes a Service, a label value and a volume. */
export function componentNameError(name: string, namespace?: string): string | undefined {
  if (CLUSTER_SERVICES.includes(`${namespace}/${name}`))
    return `the name ${formatValue(name)} belongs to a Service of the cluster in the namespace ${namespace}. Choose another id.`;
  if (name === 'default')
    return 'the name "default" belongs to the ServiceAccount of every namespace. Choose another id.';
  if (isServiceName(name)) return undefined;
  const repaired = repairName(name);
  const wayOut = isServiceName(repaired) ? `Choose an id that gives ${formatValue(repaired)}` : 'Choose another id';
  return `the name ${formatValue(name)} is not a valid Service name; allowed: ${SERVICE}. ${wayOut}.`;
}

/** Returns a name in lower case, with '-' between its words: `ApiServer` and `api_server` become `api-server`. */
function repairName(name: string): string {
  const words = name.slice(0, MOST_LENGTH).replace(/([a-z0-9])([A-Z])/g, '$1-$2');
  return words.toLowerCase().replace(/[_ ]/g, '-');
}

/** Longer names are not repaired. */
const MOST_LENGTH = 300;

/** Whether a text is a DNS name in lower case, as most object names and the prefixes of label keys are. */
export function isSubdomain(name: string): boolean {
  const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
  return typeof name === 'string' && name.length <= 253 && new RegExp(`^${label}(\\.${label})*$`).test(name);
}

/**
 * Whether a text can be the name of a Service.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
function isServiceName(name: string): boolean {
  return typeof name === 'string' && /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name);
}

/** Whether a text is one label of a DNS name, as the names of namespaces are. */
export function isDnsLabel(name: string): boolean {
  return typeof name === 'string' && /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name);
}
