// How error messages are worded. No message shows a value that may be a secret.

/**
 * An error about a value, such as `port is 80; allowed: a whole number from 1024 to 65535 (containers do not run as
 * root). Listen on another port, such as 8080.`
 */
export function notAllowed(property: string, value: string, allowed: string, wayOut?: string): string {
  return `${property} is ${value}; allowed: ${allowed}.${wayOut === undefined ? '' : ` ${wayOut}.`}`;
}

/** Returns the path of a construct; any other value as `formatValue` does. */
export function formatReference(value: unknown): string {
  return (value as { node?: { path?: string } } | undefined)?.node?.path ?? formatValue(value);
}

/** Returns a value quoted, shortened and without invisible characters; of an object only its class. */
export function formatValue(value: unknown): string {
  if (typeof value === 'object' && value !== null) return formatType(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'string' && MAY_HOLD_PASSWORD.test(value)) return '(not shown: it may contain a password)';
  const text = typeof value === 'string' ? JSON.stringify(value).replace(INVISIBLE, escapeCharacter) : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** An address with a user or a query, but not the digest of an image. */
const MAY_HOLD_PASSWORD = /@(?!sha256:)|\?.*=|:.*@(?!sha256:[a-f0-9]{64}$)|\/\/.*@/s;

/** Returns the name of an item: `args[0]`; of a parameter `the command[0] of Health.command`. */
export function formatItem(property: string, key: string | number): string {
  const [, parameter = property, ofMethod = ''] = /^(the \w+)( of [A-Z]\w*\.\w+)$/.exec(property) ?? [];
  return `${parameter}[${typeof key === 'number' ? key : formatValue(key)}]${ofMethod}`;
}

/** Returns the name of a property as it was written, or quoted if it is not a plain name. */
export function formatName(name: string): string {
  return /^[\w$./-]{1,63}$/.test(name) ? name : formatValue(name);
}

/** Characters that JSON does not escape and terminals do not show: controls, direction marks, zero-width spaces. */
const INVISIBLE = /[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Returns the type of a value, never the value itself: it may be a password in the wrong place. */
export function formatType(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return withArticle(value.constructor?.name ?? 'object');
  return { string: 'text', number: 'a number', boolean: 'a boolean' }[typeof value as string] ?? `a ${typeof value}`;
}

/** Returns a noun with its indefinite article. */
export function withArticle(name: string): string {
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}
