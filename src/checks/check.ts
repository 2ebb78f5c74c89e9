// The kinds of things that a property can be.
import { shown, typeName } from './messages';
import { isGroup, shaped, type Kind, type Shape, type Shaped } from './declaration';

/** Looked at elsewhere, whatever it is. */
export const checked: Kind = () => [];

export const text = optional((value) => typeof value === 'string', 'text');
export const number = optional((value) => typeof value === 'number', 'a number');
export const flag = optional((value) => typeof value === 'boolean', 'true or false');
export const size = made('toKibibytes', 'a Size, such as Size.mebibytes(512)');
export const duration = made('toSeconds', 'a Duration, such as Duration.seconds(30)');

/** What has to be there. */
export function required(kind: Kind, wayOut: string): Kind {
  return (value, property) => (value === undefined ? [`${property} is missing; ${wayOut}`] : kind(value, property));
}

/** One of the values of an enumeration. */
export function oneOf(allowed: readonly string[]): Kind {
  return (value, property) => {
    if (value === undefined || allowed.includes(value as string)) return [];
    return [`${property} is ${shown(value)}; allowed are ${allowed.join(', ')}`];
  };
}

/** A value of a class, which is known by a member of it: an app can hold two copies of a package. */
export function made(member: string, what: string): Kind {
  return optional((value) => (value as Record<string, unknown> | null)?.[member] !== undefined, what);
}

export function listOf(kind: Kind, what: string): Kind {
  return (value, property) => {
    if (value === undefined) return [];
    if (!Array.isArray(value)) return [`${property} is ${typeName(value)}; allowed is a list of ${what}`];
    return Array.from<unknown>(value).flatMap((item, index) =>
      required(kind, 'leave it out')(item, `${property}[${index}]`),
    );
  };
}

export function recordOf(kind: Kind, what: string): Kind {
  return (value, property) => {
    if (value === undefined) return [];
    if (!isGroup(value)) return [`${property} is ${typeName(value)}; allowed are ${what} by name`];
    return Object.entries(value).flatMap(([key, item]) => kind(item, `${property}[${shown(key)}]`));
  };
}

/** Texts by name, less what is none. */
export function texts(given: Record<string, string>, what: string): Shaped<Record<string, string>> {
  const mistakes = required(recordOf(text, 'texts'), 'name them')(given, what);
  if (!isGroup(given)) return { props: {}, mistakes };
  return {
    props: Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value === 'string')),
    mistakes,
  };
}

/** A group of properties with a name of its own. */
export function group<Props extends object>(shape: Shape<Props>): Kind {
  return (value, property) => (value === undefined ? [] : shaped(value as Props, shape, { of: property }).mistakes);
}

/** What may be left out, and what it is otherwise. */
export function optional(holds: (value: unknown) => boolean, what: string): Kind {
  return (value, property) =>
    value === undefined || holds(value) ? [] : [`${property} is ${typeName(value)}; allowed is ${what}`];
}
