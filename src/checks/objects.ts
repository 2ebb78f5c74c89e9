/** Whether a value is an object literal, of no class. A copy by `structuredClone` can be of another realm, as in Jest. */
export function isPlainObject(value: unknown): value is object {
  if (!isObject(value)) return false;
  const prototype = attempt(() => Object.getPrototypeOf(value) as object | null);
  return prototype === null || (prototype !== undefined && Object.getPrototypeOf(prototype) === null);
}

/** Whether a value is an object, but not a list, a function or a value of a built-in class. */
export function isObject(value: unknown): value is object {
  return attempt(() => Object.prototype.toString.call(value)) === '[object Object]';
}

/** Whether a value is a list. A proxy that was revoked is no list, and throws when it is asked. */
export function isList(value: unknown): value is unknown[] {
  return attempt(() => Array.isArray(value)) ?? false;
}

/** Whether a value is the result of an asynchronous function that was not awaited. */
export function isPromise(value: unknown): boolean {
  return typeof value === 'object' && typeof readMember(value, 'then') === 'function';
}

/** Returns a member of any value; undefined if there is none, or if it throws when it is read. */
export function readMember(value: unknown, name: string): unknown {
  return attempt(() => (value as Record<string, unknown> | null | undefined)?.[name]);
}

/** Returns the items of a list, each read once. */
export function readItems(list: readonly unknown[]): unknown[] {
  return Array.from({ length: list.length }, (_, index) => readOrMark(list, index));
}

/** Stands for a property that throws when it is read. */
export const UNREADABLE = Symbol('unreadable');

/**
 * Returns the properties of an object, each read once.
 * @param names further properties, which the class of the object may define
 */
export function readProperties(object: object, names: string[] = []): Record<string, unknown> {
  const own = attempt(() => Object.keys(object)) ?? [];
  const all = [...own, ...names.filter((name) => attempt(() => name in object))];
  return Object.fromEntries(all.map((name) => [name, readOrMark(object, name)]));
}

function readOrMark(object: object, name: string | number): unknown {
  try {
    return (object as Record<string, unknown>)[name];
  } catch {
    return UNREADABLE;
  }
}

/** Returns the name of the class that created an object. The object itself may name any text as its class. */
export function classNameOf(value: object): string | undefined {
  const prototype = attempt(() => Object.getPrototypeOf(value) as object | null);
  const name = readMember(readMember(prototype, 'constructor'), 'name');
  return typeof name === 'string' && /^[A-Za-z]\w{0,62}$/.test(name) ? name : undefined;
}

/** Runs a function on a value of unknown origin, of which each property may throw. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Returns the bytes of all keys and texts of a map. */
export function countBytes(map: unknown): number {
  const entries = Object.entries((map ?? {}) as Record<string, string>);
  return entries.reduce((sum, [key, item]) => sum + Buffer.byteLength(key + item), 0);
}
