// Values that JSON can carry. Anything else would be left out, replaced or end in a crash when an object is written.
import { formatType, notAllowed } from '../checks/messages';
import { isList, isPlainObject, readItems, readProperties, UNREADABLE } from '../checks/objects';

const JSON_VALUES = 'texts, finite numbers, true, false, null, and lists and objects of them';

/** Kubernetes has no deeper objects, and cdk8s, which calls itself for each level, fails far above it. */
const MOST_LEVELS = 200;

/** Whether JSON can carry a value that is no list or object. Undefined fields are left out. */
export function isJson(value: unknown): boolean {
  return value === undefined || value === null || isDefinedJson(value);
}

function isDefinedJson(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

/** Returns the error of a value that is no list or object, and that JSON cannot carry. */
export function notJson(value: unknown, place: string): string {
  return notAllowed(place, formatScalar(value), JSON_VALUES);
}

/** Returns a number, or the type of any other value. */
export function formatScalar(value: unknown): string {
  return typeof value === 'number' ? String(value) : formatType(value);
}

/** Returns the error of the first part of a value that JSON cannot carry. */
export function jsonError(value: unknown, place: string): string | undefined {
  return search(value, place, (part, where) => (isJson(part) ? undefined : notJson(part, where)));
}

/**
 * Returns the error of a value that cannot be read to its end: a getter throws, or it contains itself. Values of classes
 * are not searched: cdk8s resolves some of them.
 */
export function endlessError(value: unknown, place: string): string | undefined {
  return canBeRead(value, MOST_LEVELS) ? undefined : search(value, place, () => undefined);
}

/** Almost always true, and faster than `search`, which knows the place of each value. */
function canBeRead(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  try {
    if (Array.isArray(value)) return levels > 0 && value.every((item) => canBeRead(item, levels - 1));
    if (!isPlainObject(value)) return true;
    if (hasSymbols(value) || Object.hasOwn(value, '__proto__')) return false;
    return levels > 0 && Object.values(value).every((item) => canBeRead(item, levels - 1));
  } catch {
    return false;
  }
}

type LeafError = (value: unknown, place: string) => string | undefined;

function search(
  value: unknown,
  place: string,
  leafError: LeafError,
  holders: readonly unknown[] = [],
): string | undefined {
  if (value === UNREADABLE) return `${place} cannot be read: a getter or a proxy throws. Pass a plain value.`;
  if (!isList(value) && !isPlainObject(value)) return leafError(value, place);
  if (holders.includes(value)) return `${place} contains itself. Pass a value that ends.`;
  if (holders.length === MOST_LEVELS) return `a value has more than ${MOST_LEVELS} levels. Pass a value that ends.`;
  if (hasSymbols(value)) return `${place} has a symbol as a name, which cdk8s leaves out. Use text.`;
  if (Object.hasOwn(value, '__proto__')) return `${place} has the name __proto__, which cdk8s leaves out. Use another.`;
  const inside = [...holders, value];
  for (const [where, part] of isList(value) ? itemsOf(value, place) : fieldsOf(value, place)) {
    const error = isList(value) && part === undefined ? notJson(part, where) : search(part, where, leafError, inside);
    if (error !== undefined) return error;
  }
  return undefined;
}

function itemsOf(list: readonly unknown[], place: string): [string, unknown][] {
  return readItems(list).map((item, index) => [`${place}[${index}]`, item]);
}

function fieldsOf(object: object, place: string): [string, unknown][] {
  return Object.entries(readProperties(object)).map(([name, item]) => [`${place}.${name}`, item]);
}

/** Symbols that cannot be listed are how some libraries mark objects. */
function hasSymbols(object: object): boolean {
  return Object.getOwnPropertySymbols(object).some((symbol) =>
    Object.prototype.propertyIsEnumerable.call(object, symbol),
  );
}
