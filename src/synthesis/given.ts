// Values as they were given to cdk8s, not yet rendered: in metadata, cdk8s leaves out what is empty, and does not end in a value
// that contains itself. It keeps what it was given in private fields. Without them, these errors are found later or not.
import type { ApiObject, Chart } from 'cdk8s';
import { mapOf, text } from '../checks/check';
import { wrongType } from '../checks/messages';
import { classNameOf, isList, isObject, isPlainObject } from '../checks/objects';
import { endlessError } from '../manifests/json';
import { findDeclared } from './declared';

/** Returns errors of an object that rendering would not show, or that it would fail on. */
export function givenErrors(object: ApiObject): string[] {
  const { kind, name, metadata } = object;
  const title = `the ${typeof kind === 'string' && /^\w{1,63}$/.test(kind) ? kind : 'object'}`;
  const place = `${title}.metadata`;
  const errors = [
    ...textErrors(kind, 'the kind of the object'),
    ...textErrors(name, `${place}.name`),
    ...textErrors(metadata.namespace ?? '', `${place}.namespace`),
    ...['labels', 'annotations'].flatMap((field) =>
      mapErrors(privateField(metadata, field), `${place}.${field}`, object.chart.labels),
    ),
  ];
  const props = findDeclared(object) ? undefined : (privateField(object, 'props') as object); // ours are plain
  const given = { ...props, metadata: { ...metadata } };
  return errors.length > 0 ? errors : [endlessError(given, title)].filter((error) => error !== undefined);
}

/** Returns the labels that a chart was given, whatever they are: cdk8s would spread them. */
export function givenLabels(chart: Chart): unknown {
  return privateField(chart, '_labels') ?? chart.labels;
}

function privateField(object: object, name: string): unknown {
  return (object as Record<string, unknown>)[name];
}

function textErrors(value: unknown, place: string): string[] {
  return typeof value === 'string' || isResolved(value) ? [] : [wrongType(place, value, 'text')];
}

/** Whether cdk8s may resolve a value while it renders, as it does for Lazy. The result is checked afterwards. */
function isResolved(value: unknown): boolean {
  const isOfClass = typeof value === 'object' && value !== null && !isList(value) && !isPlainObject(value);
  return isOfClass && classNameOf(value) !== 'Object';
}

/** The texts that missing values become when they are used as names. */
const NO_NAMES = ['undefined', 'null', 'NaN'];

/** Returns errors of labels or annotations, but not of the labels of the chart. Their names are not checked here, unless they cannot have been meant. */
function mapErrors(map: unknown, place: string, declared: object): string[] {
  if (!isObject(map)) return [];
  const entries = Object.entries(map).filter(([name]) => !Object.hasOwn(declared, name));
  if (entries.every(([name, value]) => typeof value === 'string' && !NO_NAMES.includes(name))) return [];
  const named = entries.map(([name]) => name).find((name) => NO_NAMES.includes(name));
  if (named !== undefined) return [`${place} has the name ${named}. Pass the name that you mean.`];
  return mapOf(text, 'texts')(Object.fromEntries(entries.filter(([, value]) => !isResolved(value))), place);
}
