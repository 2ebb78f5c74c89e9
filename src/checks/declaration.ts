// Checks of whole declarations: from JavaScript, or in an app that runs without type-checking, anything can be passed.
import { Construct, type IConstruct } from 'constructs';
import type { Check } from './check';
import { isObject, isPlainObject } from './objects';
import { formatName, formatType, notAllowed } from './messages';
import { reportErrors } from './report';

/** The check of every property of a declaration. The compiler asks for an entry for each property. */
export type Checks<Props> = { readonly [Property in keyof Required<Props>]: Check };

/** A rule about several properties. It sees only properties that passed their own checks. */
export type Rule<Props> = (props: Props, name: (property: string) => string) => (string | undefined)[];

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

/**
 * Returns the valid properties of a component's declaration, and reports the errors of the others.
 * A class derived from one of the library's may have more properties.
 * @param base the class that the library's own component extends
 */
export function validateProps<Props extends object>(
  component: IConstruct,
  declaration: Props,
  checks: Checks<Props>,
  rule?: Rule<Props>,
  base: unknown = Construct,
): Props {
  const allowUnknown = Object.getPrototypeOf(component.constructor) !== base;
  const { props, errors } = validate(declaration, checks, { allowUnknown, rule });
  reportErrors(component, ...errors);
  return props;
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
  const values = declaration as Record<string, unknown>;
  const unknown = Object.keys(values).filter((key) => !known.includes(key) && values[key] !== undefined);
  const results = table.map(([property, check]) => ({ property, errors: check(values[property], name(property)) }));
  const valid = results.filter(({ property, errors }) => property in declaration && errors.length === 0);
  const props = Object.fromEntries(valid.map(({ property }) => [property, copy(values[property])])) as Props;
  const ruleErrors = (rule?.(props, name) ?? []).filter((error) => error !== undefined);
  const unknownErrors = allowUnknown
    ? []
    : unknown.map((property) => unknownProperty(name(formatName(property)), known));
  return { props, errors: [...unknownErrors, ...results.flatMap(({ errors }) => errors), ...ruleErrors] };
}

/** Accepts a group of properties that has a name of its own. */
export function group<Props extends object>(checks: Checks<Props>, rule?: Rule<Props>): Check {
  return (value, property) =>
    value === undefined ? [] : validate(value as Props, checks, { of: property, rule }).errors;
}

/** Later changes of a list or map by the caller must not change what was checked. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[])];
  return isPlainObject(value) ? { ...value } : value;
}

function notAnObject(value: unknown, of = 'the declaration'): string {
  return notAllowed(of, formatType(value), 'an object with properties');
}

function unknownProperty(property: string, known: string[]): string {
  return `${property} is unknown; allowed: ${[...known].sort().join(', ')}.`;
}
