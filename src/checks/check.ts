// Checks of single values. A check is written beside the property that it is for, and nowhere else.
import { formatMapKey } from './format-words';
import { formatItem, formatValue, notAllowed, wrongType } from './messages';
import { isList, isObject, isPromise, readItems, readMember, readProperties, UNREADABLE } from './objects';

/** Returns the errors of a value at a property. Checks accept undefined, unless they are `required`. */
export type Check = (value: unknown, property: string) => string[];

/** Rejects a missing value; checks any other. */
export function required(check: Check, wayOut: string): Check {
  return (value, property) =>
    value === undefined ? [`${property} is missing. ${wayOut}.`] : runCheck(check, value, property);
}

/** Runs a check on a value of unknown origin: a getter that throws when it is read is an error like any other. */
export function runCheck(check: Check, value: unknown, property: string): string[] {
  try {
    if (value !== UNREADABLE) return check(value, property);
  } catch {} // the same error
  return [`${property} cannot be read: a getter or a proxy throws. Pass a plain value.`];
}

/** Runs checks in order, up to the first that finds errors. */
export function inOrder(...checks: Check[]): Check {
  return (value, property) => {
    for (const check of checks) {
      const errors = check(value, property);
      if (errors.length > 0) return errors;
    }
    return [];
  };
}

/** Accepts values of a type. The error names the type of a wrong value, never the value. */
export function ofType(isOfType: (value: unknown) => boolean, allowed: string): Check {
  return (value, property) => (value === undefined || isOfType(value) ? [] : [wrongType(property, value, allowed)]);
}

/** How an error about a value is worded. */
export interface Wording<T> {
  /** Returns the value as the error shows it. */
  readonly format?: (value: unknown) => string;
  readonly wayOut?: string;
  /** Returns the value that was probably meant. It is offered if it is valid. */
  readonly repair?: (value: T) => string;
}

/** Accepts values for which a condition holds. The error shows a wrong value. */
export function satisfying<T>(isValid: (value: T) => boolean, allowed: string, wording: Wording<T> = {}): Check {
  const { format = formatValue, wayOut, repair } = wording;
  return (value, property) => {
    if (value === undefined || isValid(value as T)) return [];
    const repaired = repair?.(value as T);
    const isOffered = repaired !== undefined && isValid(repaired as T);
    return [notAllowed(property, format(value), allowed, isOffered ? `Write ${formatValue(repaired)}` : wayOut)];
  };
}

/** Accepts keys of a map for which a condition holds. The property already shows the key. */
export function keySatisfying(isValid: (key: string) => boolean, allowed: string): Check {
  return (key, property) => (isValid(key as string) ? [] : [`${property} is not valid; allowed: ${allowed}.`]);
}

/** Accepts values with a certain member: an app can hold two copies of a package, so `instanceof` is no proof. */
export function withMember(member: string, allowed: string): Check {
  return ofType((value) => readMember(value, member) !== undefined, allowed);
}

/** Accepts one of the values of an enumeration. */
export function oneOf(allowed: readonly string[]): Check {
  return satisfying((value: string) => allowed.includes(value), allowed.join(', '));
}

/**
 * Accepts lists, and checks each item.
 * @param missing the way out for an item that is undefined
 */
export function listOf(check: Check, items: string, missing = 'Set the item or remove it'): Check {
  const item = required(check, missing);
  return (value, property) => {
    if (value === undefined) return [];
    if (!isList(value)) return [wrongType(property, value, `a list of ${items}`, listHint(value, check))];
    return readItems(value).flatMap((part, index) => item(part, formatItem(property, `${index}`)));
  };
}

/** Returns the way out for a single item in place of a list. It shows no text: the text may contain a password. */
function listHint(value: unknown, check: Check): string | undefined {
  if (check === text && typeof value === 'string') return "Put its words in a list: ['node', 'server.js']";
  if (isPromise(value) || runCheck(check, value, '').length > 0) return undefined;
  const id = readMember(readMember(value, 'node'), 'id');
  return typeof id === 'string' && /^[a-z]\w*$/i.test(id) ? `Write [${id}]` : 'Put it in brackets: […]';
}

/** Rejects empty lists and maps; null and other types are left to the check that comes before. */
export function notEmpty(wayOut: string): Check {
  return (value, property) =>
    value !== undefined && Object.keys(value as object).length === 0 ? [`${property} is empty. ${wayOut}.`] : [];
}

/**
 * Accepts maps, and checks each value, and each key if a check of keys is given.
 * @param formatKey returns a key as errors show it
 */
export function mapOf(check: Check, values: string, checkKey?: Check, formatKey = formatMapKey): Check {
  const item = required(check, 'Set a value or remove the key');
  return (value, property) => {
    if (value === undefined) return [];
    if (!isObject(value)) return [wrongType(property, value, `a map from names to ${values}`)];
    return Object.entries(readProperties(value)).flatMap(([key, part]) => [
      ...(checkKey?.(key, `the key ${formatKey(key)} of ${property}`) ?? []),
      ...item(part, formatItem(property, formatKey(key))),
    ]);
  };
}

export const text = ofType((value) => typeof value === 'string', 'text');
export const number = ofType((value) => typeof value === 'number', 'a number');
export const boolean = ofType((value) => typeof value === 'boolean', 'true or false');
export const duration = withMember('toSeconds', 'a Duration, such as Duration.seconds(30)');
