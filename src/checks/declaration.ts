// Checks of whole declarations: from JavaScript, or in an app that runs without type-checking, anything can be passed.
import { runCheck, type Check } from './check';
import { wrongType } from './messages';
import { isList, isObject, isPlainObject, readItems, readMember, readProperties } from './objects';
import { unknownPropertyErrors } from './unknown-properties';

/** The check of every property of a declaration. The compiler asks for an entry for each property. */
export type Checks<Props> = { readonly [Property in keyof Required<Props>]: Check };

/** A rule about several properties. It sees only values that passed their own checks. */
export type Rule<Props> = (props: Props, context: RuleContext<Props>) => (string | undefined)[];

export interface RuleContext<Props> {
  /** Returns a property with its group, such as `autoscaling.maxReplicas`. */
  readonly name: (property: string) => string;
  /** Whether a property was rejected. A rule must not judge the default in its place. */
  readonly isRejected: (property: keyof Props) => boolean;
}

/** A declaration without the properties that failed their checks. */
export interface Validated<Props> {
  readonly props: Props;
  readonly errors: string[];
}

export interface ValidateOptions<Props> {
  /**
   * Whether properties that are not in the table are accepted.
   * @default false
   */
  readonly allowUnknown?: boolean;
  /**
   * The name of the group that the properties belong to, such as `security`.
   * @default - the declaration of a component
   */
  readonly of?: string;
  /**
   * A rule about several properties.
   * @default - none
   */
  readonly rule?: Rule<Props>;
}

/** Returns the valid properties of a declaration, and the errors of the others. */
export function validate<Props extends object>(
  declaration: Props = {} as Props,
  checks: Checks<Props>,
  { allowUnknown = false, of, rule }: ValidateOptions<Props> = {},
): Validated<Props> {
  if (!isObject(declaration)) return { props: {} as Props, errors: [notAnObject(declaration, of)] };
  const table = Object.entries<Check>(checks);
  const known = table.map(([property]) => property);
  const name = (property: string) => (of === undefined ? property : `${of}.${property}`);
  const values = readProperties(declaration, known);
  const unknown = Object.keys(values).filter((key) => !known.includes(key) && values[key] !== undefined);
  const results = table.map(([property, check]) => {
    const [value, errors] = [values[property], runCheck(check, values[property], name(property))];
    return { property, errors, valid: errors.length === 0 ? copy(value) : validPart(value, check) };
  });
  const passed = results.filter(({ errors, valid }) => errors.length === 0 || valid !== undefined);
  const declared = passed.filter(({ property }) => Object.hasOwn(values, property));
  const props = Object.fromEntries(declared.map(({ property, valid }) => [property, valid])) as Props;
  const context = { name, isRejected: (property: keyof Props) => isRejected(values as Props, props, property) };
  const ruleErrors = (rule?.(props, context) ?? []).filter((error) => error !== undefined);
  const unknownErrors = allowUnknown ? [] : unknownPropertyErrors(unknown, known, of);
  return { props, errors: [...unknownErrors, ...results.flatMap(({ errors }) => errors), ...ruleErrors] };
}

/** Whether a property was declared and is not among the valid ones. */
export function isRejected<Props extends object>(declaration: Props, props: Props, property: keyof Props): boolean {
  return readMember(declaration, property as string) !== undefined && props[property] === undefined;
}

/** Accepts a group of properties that has a name of its own. */
export function group<Props extends object>(checks: Checks<Props>, rule?: Rule<Props>): Check {
  return (value, property) =>
    value === undefined ? [] : validate(value as Props, checks, { of: property, rule }).errors;
}

/** The number of levels of lists, maps and groups in which valid parts are kept. */
const MOST_LEVELS = 4;

/** Returns the valid items of a list, or the valid entries of a map: an error in one must not hide errors of the others. */
function validPart(value: unknown, check: Check, levels = MOST_LEVELS): unknown {
  if (levels === 0) return undefined;
  const isValid = (part: unknown) => runCheck(check, part, '').length === 0;
  const keep = (item: unknown, wrap: (item: unknown) => unknown) =>
    isValid(wrap(item)) ? item : validPart(item, (part) => runCheck(check, wrap(part), ''), levels - 1);
  if (isList(value)) {
    const kept = readItems(value).map((item) => keep(item, (part) => [part]));
    const items = kept.filter((item) => item !== undefined);
    return [items, [...new Set(items)]].find((part) => part.length > 0 && isValid(part));
  }
  const entries = Object.entries(isPlainObject(value) ? readProperties(value) : {});
  const kept = entries.map(([key, item]) => [key, keep(item, (part) => ({ [key]: part }))] as const);
  const part = Object.fromEntries(kept.filter(([, item]) => item !== undefined));
  return Object.keys(part).length > 0 && isValid(part) ? part : undefined;
}

/** The number of levels that are copied. No declaration has as many; a check that accepts any value may see more. */
const MOST_COPIED_LEVELS = 20;

/** Later changes of a list or map by the caller, at any depth, must not change what was checked. */
function copy(value: unknown, holders: readonly unknown[] = []): unknown {
  if (holders.length > MOST_COPIED_LEVELS || holders.includes(value)) return value; // a value that contains itself
  const inside = [...holders, value];
  if (isList(value)) return readItems(value).map((item) => copy(item, inside));
  if (!isPlainObject(value)) return value;
  const entries = Object.entries(readProperties(value));
  return Object.fromEntries(entries.map(([key, item]) => [key, copy(item, inside)]));
}

function notAnObject(value: unknown, of = 'the declaration'): string {
  const isMethod = /^[A-Z]\w*\.\w+$/.test(of);
  return wrongType(isMethod ? `the options of ${of}` : of, value, 'an object with properties');
}
