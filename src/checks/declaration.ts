// What a declaration looks like, for whoever writes it without a compiler: JavaScript, or an app that is run unchecked.
import { Construct, type IConstruct } from 'constructs';
import { named, report, typeName } from './messages';

/** What a property may be: answers with what is wrong with a value. */
export type Kind = (value: unknown, property: string) => string[];

/** The kind of every property of a declaration. */
export type Shape<Props> = { readonly [Property in keyof Required<Props>]: Kind };

/** A declaration less what cannot be gone on with. */
export interface Shaped<Props> {
  readonly props: Props;
  readonly mistakes: string[];
}

/**
 * A declaration of a component, less what has the wrong shape, which is reported. Whoever derives a class of their own
 * may give it more properties.
 */
export function declared<Props extends object>(component: IConstruct, given: Props, shape: Shape<Props>): Props {
  const isDerived = Object.getPrototypeOf(component.constructor) !== Construct;
  const { props, mistakes } = shaped(given, shape, { more: isDerived });
  report(component, ...mistakes);
  return props;
}

interface Leniency {
  /** Whether there may be properties that the shape does not have. */
  readonly more?: boolean;
  /** What the properties belong to, as `security`. */
  readonly of?: string;
}

export function shaped<Props extends object>(
  given: Props = {} as Props,
  shape: Shape<Props>,
  { more = false, of }: Leniency = {},
): Shaped<Props> {
  if (!isGroup(given)) return { props: {} as Props, mistakes: [noGroup(given, of)] };
  const kinds = Object.entries<Kind>(shape);
  const known = kinds.map(([key]) => key);
  const name = (property: string) => (of === undefined ? property : `${of}.${property}`);
  const unknown = Object.entries(given).flatMap(([key, value]) =>
    more || known.includes(key) || value === undefined ? [] : [notKnown(name(named(key)), known)],
  );
  const values = given as Record<string, unknown>;
  const found = kinds.map(([key, kind]) => ({ key, mistakes: kind(values[key], name(key)) }));
  const kept = found.filter(({ key, mistakes }) => key in given && mistakes.length === 0);
  return {
    props: Object.fromEntries(kept.map(({ key }) => [key, copied(values[key])])) as Props,
    mistakes: [...unknown, ...found.flatMap(({ mistakes }) => mistakes)],
  };
}

/** What is changed after it was handed over, and checked, changes nothing here. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[])];
  return isPlain(value) ? { ...value } : value;
}

/** An object that is written down, of no class. */
export function isPlain(value: unknown): value is object {
  return isGroup(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
}

export function isGroup(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function noGroup(given: unknown, of?: string): string {
  return `${of ?? 'the declaration'} is ${typeName(given)}; allowed is an object with properties`;
}

function notKnown(property: string, allowed: string[]): string {
  return `${property} is not known; allowed are ${[...allowed].sort().join(', ')}`;
}
