import type { IConstruct } from 'constructs';

/**
 * Reports what is wrong with a declaration. Synthesis collects all reports of an app, puts the component's path in
 * front of each, and stops before anything is written.
 */
export function report(component: IConstruct, ...mistakes: (string | undefined)[]): void {
  const found = mistakes.filter((mistake) => mistake !== undefined);
  if (found.length > 0) component.node.addValidation({ validate: () => found });
}

/** What is wrong with texts by name: from JavaScript, or from a variable that is not set, anything can come. */
export function textOnly(property: string, values: Record<string, string> = {}): string[] {
  const others = Object.entries<unknown>(values).filter(([, value]) => typeof value !== 'string');
  return others.map(
    ([name, value]) => `${property}.${named(name)} is ${typeName(value)}; allowed is text, so put it in quotes`,
  );
}

/** What a message calls something that was handed in: a construct by its path, anything else by how it looks. */
export function called(value: unknown): string {
  return (value as { node?: { path?: string } } | undefined)?.node?.path ?? shown(value);
}

/** How a value looks in a message: quoted, short, without characters that nobody sees; of an object its class alone. */
export function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return typeName(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'string' && MAY_HOLD_A_PASSWORD.test(value)) return '(not shown: it may hold a password)';
  const text = typeof value === 'string' ? JSON.stringify(value).replace(INVISIBLE, escaped) : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** An address with a user or a query; the digest of an image is none. */
const MAY_HOLD_A_PASSWORD = /@(?!sha256:)|\?.*=|:.*@(?!sha256:[a-f0-9]{64}$)|\/\/.*@/s;

/** The name of a property as it was written, where it is one; a name can be text of any kind. */
export function named(name: string): string {
  return /^[\w$./-]{1,63}$/.test(name) ? name : shown(name);
}

/** What JSON leaves as it is, and no terminal shows: control characters, marks of direction, spaces without width. */
const INVISIBLE = /[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What kind of thing a value is; never the value, which may be a password in the wrong place. */
export function typeName(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return withArticle(value.constructor?.name ?? 'object');
  return (
    { string: 'text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? `a ${typeof value}`
  );
}

function withArticle(name: string): string {
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}
