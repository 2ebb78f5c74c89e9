import { isLabelValue, isSubdomain } from './names';
import { shown } from './messages';

/**
 * What is wrong with labels, or with what selects by them.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function labelsMistakes(property: string, labels: Record<string, string> = {}): string[] {
  const values = Object.entries(labels).filter(([, value]) => value !== '' && !isLabelValue(value));
  return [
    ...keysMistakes(property, labels),
    ...values.map(
      ([key, value]) =>
        `${property} has the value ${shown(value)} for ${shown(key)}; allowed are at most 63 letters, digits, '-', '_' ` +
        "and '.', beginning and ending with a letter or digit",
    ),
  ];
}

/** What is wrong with annotations: their keys are as those of labels, their values are any text. */
export function annotationsMistakes(property: string, annotations: Record<string, string> = {}): string[] {
  const values = Object.entries<unknown>(annotations).filter(([, value]) => typeof value !== 'string');
  const size = Object.entries(annotations).reduce((sum, [key, value]) => sum + Buffer.byteLength(`${key}${value}`), 0);
  return [
    ...keysMistakes(property, annotations),
    ...(size > LIMIT ? [`${property} are ${size} bytes; allowed are ${LIMIT} together`] : []),
    ...values.map(([key, value]) => `${property} has ${shown(value)} for ${shown(key)}; allowed is text`),
  ];
}

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/ */
const LIMIT = 256 * 1024;

function keysMistakes(property: string, values: Record<string, string>): string[] {
  const refused = Object.keys(values).filter((key) => !isLabelKey(key));
  return refused.map(
    (key) =>
      `${property} has the key ${shown(key)}; allowed are at most 63 letters, digits, '-', '_' and '.', beginning and ` +
      "ending with a letter or digit, perhaps after a DNS name and '/'",
  );
}

/** Whether a text can be the key of a label. */
export function isLabelKey(key: string): boolean {
  const [name, prefix, ...more] = key.split('/').reverse();
  return more.length === 0 && isLabelValue(name) && (prefix === undefined || isSubdomain(prefix));
}
