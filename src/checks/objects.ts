/** Whether a value is an object literal, of no class. */
export function isPlainObject(value: unknown): value is object {
  return isObject(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
}

/** Whether a value is an object, but not a list, a function or a value of a built-in class. */
export function isObject(value: unknown): value is object {
  return Object.prototype.toString.call(value) === '[object Object]';
}
