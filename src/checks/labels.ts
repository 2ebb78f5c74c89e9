// Labels, selectors and annotations.
import { inOrder, keySatisfying, mapOf, satisfying, text, type Check } from './check';
import { formatValue } from './messages';
import { isSubdomain } from './names';
import { countBytes } from './objects';

const NAME = "at most 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit";

const labelKey = keySatisfying(isLabelKey, `${NAME}, optionally after a DNS name and '/'`);

/** Accepts a label's value, which may be empty. */
const labelValue = inOrder(
  text,
  satisfying((value: string) => value === '' || isLabelValue(value), NAME),
);

/** Accepts the value of a taint, which may not be empty. */
export const taintValue = inOrder(text, satisfying(isLabelValue, NAME));

/**
 * Accepts labels, or a selector of labels.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export const labels = mapOf(labelValue, 'label values', labelKey);

/** The end of the prefix of consumer labels: the labels that let a pod use a provider. */
export const CONSUMER_LABEL_DOMAIN = 'uses.webstack';

/** Rejects consumer labels: only components that name a provider in `uses` have them. */
export const noConsumerLabels: Check = (value, property) => {
  const keys = Object.keys((value ?? {}) as object);
  const consumerKeys = keys.filter((key) => `.${key}`.includes(`.${CONSUMER_LABEL_DOMAIN}/`));
  return consumerKeys.map(
    (key) =>
      `${property} has ${formatValue(key)}, which would let every pod use that provider. Name the provider in uses instead.`,
  );
};

/** Accepts labels of all pods. */
export const podLabels = inOrder(labels, noConsumerLabels);

/** Accepts a label's key, as a taint has one too. */
export const labelKeyText = inOrder(
  text,
  satisfying(isLabelKey, `a label key of ${NAME}, optionally after a DNS name and '/'`),
);

/**
 * Accepts annotations: keys like those of labels, values of any text.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/
 */
export const annotations = inOrder(mapOf(text, 'texts', labelKey), (value, property) => {
  const bytes = countBytes(value);
  return bytes <= MOST_BYTES
    ? []
    : [`${property} has ${bytes} bytes; allowed: ${MOST_BYTES} in all annotations together.`];
});

const MOST_BYTES = 256 * 1024;

/** Returns whether a text can be the key of a label. */
function isLabelKey(key: string): boolean {
  const [name, prefix, ...more] = key.split('/').reverse();
  return more.length === 0 && isLabelValue(name) && (prefix === undefined || isSubdomain(prefix));
}

/** Whether a text can be the value of a label, or the name in its key. */
function isLabelValue(value: string): boolean {
  return typeof value === 'string' && /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(value);
}

/** The error of a chart whose id cannot be a label value. */
export function labelValueError(subject: string, value: string, wayOut: string): string | undefined {
  return isLabelValue(value)
    ? undefined
    : `${subject} ${formatValue(value)} is not a valid label value; allowed: ${NAME}. ${wayOut}.`;
}
