/** Whether a value is an object literal, of no class. A copy by `structuredClone` can be of another realm, as in Jest. */
export function isPlainObject(value: unknown): value is object {
  if (!isObject(value)) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether a value is an object, but not a list, a function or a value of a built-in class. */
export function isObject(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** Returns the bytes of all keys and texts of a map. */
export function countBytes(map: unknown): number {
  const entries = Object.entries((map ?? {}) as Record<string, string>);
  return entries.reduce((sum, [key, item]) => sum + Buffer.byteLength(key + item), 0);
}
