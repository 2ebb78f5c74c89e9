// Checks of single values. A check is written beside the property that it is for, and nowhere else.
import { formatItem, formatType, formatValue, notAllowed } from './messages';
import { isObject } from './objects';

/** Returns the errors of a value at a property. Checks accept undefined, unless they are `required`. */
export type Check = (value: unknown, property: string) => string[];

/** Rejects a missing value; checks any other. */
export function required(check: Check, wayOut: string): Check {
  return (value, property) => (value === undefined ? [`${property} is missing. ${wayOut}.`] : check(value, property));
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
  return (value, property) =>
    value === undefined || isOfType(value) ? [] : [notAllowed(property, formatType(value), allowed)];
}

/** Accepts values for which a condition holds. The error shows a wrong value. */
export function satisfying<T>(isValid: (value: T) => boolean, allowed: string, wayOut?: string): Check {
  return (value, property) =>
    value === undefined || isValid(value as T) ? [] : [notAllowed(property, formatValue(value), allowed, wayOut)];
}

/** Accepts keys of a map for which a condition holds. The property already shows the key. */
export function keySatisfying(isValid: (key: string) => boolean, allowed: string): Check {
  return (key, property) => (isValid(key as string) ? [] : [`${property} is not valid; allowed: ${allowed}.`]);
}

/** Accepts values with a certain member: an app can hold two copies of a package, so `instanceof` is no proof. */
export function withMember(member: string, allowed: string): Check {
  return ofType((value) => (value as Record<string, unknown> | null)?.[member] !== undefined, allowed);
}

/** Accepts one of the values of an enumeration. */
export function oneOf(allowed: readonly string[]): Check {
  return satisfying((value: string) => allowed.includes(value), allowed.join(', '));
}

/** Accepts lists, and checks each item. */
export function listOf(check: Check, items: string): Check {
  return (value, property) => {
    if (value === undefined) return [];
    if (!Array.isArray(value)) return [notAllowed(property, formatType(value), `a list of ${items}`)];
    return Array.from<unknown>(value).flatMap((item, index) =>
      required(check, 'Set the item or remove it')(item, formatItem(property, index)),
    );
  };
}

/** Rejects empty lists and maps; null and other types are left to the check that comes before. */
export function notEmpty(wayOut: string): Check {
  return (value, property) =>
    value !== undefined && Object.keys(value as object).length === 0 ? [`${property} is empty. ${wayOut}.`] : [];
}

/** Accepts maps, and checks each value, and each key if a check of keys is given. */
export function mapOf(check: Check, values: string, checkKey?: Check): Check {
  return (value, property) => {
    if (value === undefined) return [];
    if (!isObject(value)) return [notAllowed(property, formatType(value), `a map from names to ${values}`)];
    return Object.entries(value).flatMap(([key, item]) => [
      ...(checkKey?.(key, `the key ${formatValue(key)} of ${property}`) ?? []),
      ...required(check, 'Set a value or remove the key')(item, formatItem(property, key)),
    ]);
  };
}

export const text = ofType((value) => typeof value === 'string', 'text');
export const number = ofType((value) => typeof value === 'number', 'a number');
export const boolean = ofType((value) => typeof value === 'boolean', 'true or false');
export const duration = withMember('toSeconds', 'a Duration, such as Duration.seconds(30)');
