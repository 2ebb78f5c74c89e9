// How error messages are worded. No message shows a value that may be a secret.
import { classNameOf, isList, isPromise, readMember } from './objects';

/**
 * An error about a value, such as `port is 80; allowed: a whole number from 1024 to 65535 (containers do not run as
 * root). Listen on another port, such as 8080.`
 */
export function notAllowed(property: string, value: string, allowed: string, wayOut?: string): string {
  return `${property} is ${value}; allowed: ${allowed}.${wayOut === undefined ? '' : ` ${wayOut}.`}`;
}

/** The error of a value of another type. It names the type, never the value: it may be a password in the wrong place. */
export function wrongType(property: string, value: unknown, allowed: string, wayOut?: string): string {
  return notAllowed(property, formatType(value), allowed, isPromise(value) ? AWAIT : wayOut);
}

/** The way out for a value that is not there yet. */
export const AWAIT = 'Await it before you pass it';

/** Returns the path of a construct; of any other value its type. */
export function formatReference(value: unknown): string {
  const path = readMember(readMember(value, 'node'), 'path');
  return typeof path === 'string' ? path || 'the App' : formatType(value);
}

/** Returns a value quoted, shortened and without invisible characters; of an object only its class. */
export function formatValue(value: unknown): string {
  if (typeof value === 'object' && value !== null) return formatType(value);
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'string') return String(value);
  return mayHoldPassword(value) ? NOT_SHOWN : quote(value);
}

/** Stands in for a value that may contain a password. */
export const NOT_SHOWN = '(not shown: it may contain a password)';

/** Returns a path of a route. It has no user, so that '@' in it shows no password. */
export function formatPath(path: unknown): string {
  return typeof path === 'string' && /^\/(?!\/)[^?]*$/.test(path) ? quote(path) : formatValue(path);
}

/** Returns a host, if it looks like one: a user and a password may stand in its place. */
export function formatHost(host: unknown): string {
  return formatIf(/^([a-z][a-z0-9+.-]{0,20}:\/\/)?[\w*-]+(\.[\w-]+)+\.?(:\d{1,5})?(\/[\w./-]*)?$/i, host);
}

/** Returns a text if it has a form that passwords do not have. */
export function formatIf(form: RegExp, value: unknown): string {
  return typeof value !== 'string' || (value.length <= 253 && form.test(value)) ? formatValue(value) : NOT_SHOWN;
}

/** Returns an image. A tag is no password. */
export function formatImage(image: unknown): string {
  return typeof image === 'string' && !hasUserOrQuery(image) ? quote(image) : formatValue(image);
}

/** Whether a text may contain a password: a URL with a user or a query, or two words with a colon between. */
function mayHoldPassword(text: string): boolean {
  return hasUserOrQuery(text) || (text.length <= 253 && USER_AND_PASSWORD.test(text));
}

const USER_AND_PASSWORD = /^(?!sha\d+:)[^/:\s]+:(?!\d{1,5}$)[^/:\s]+$/;

/** Whether a text has a user or a query. The digest of an image is neither. */
function hasUserOrQuery(text: string): boolean {
  const query = text.indexOf('?');
  if (query >= 0 && text.includes('=', query)) return true;
  const [name, digest, ...more] = text.split('@', 3);
  if (digest === undefined) return false;
  if (more.length > 0 || !digest.startsWith('sha256:') || name.includes('//')) return true;
  return name.includes(':') && !/^sha256:[a-f0-9]{64}$/.test(digest);
}

/** Returns a text in quotes, shortened and without invisible characters. */
function quote(text: string): string {
  const quoted = JSON.stringify(text.slice(0, 100)).replace(INVISIBLE, escapeCharacter);
  return quoted.length > 80 ? `${quoted.slice(0, 80)}…` : quoted;
}

/** Returns the name of an item: `args[0]`; of a parameter `the command[0] of Health.command`. */
export function formatItem(property: string, key: string): string {
  const [, parameter = property, ofMethod = ''] = /^(the \w+)( of [A-Z]\w*\.\w+)$/.exec(property) ?? [];
  return `${parameter}[${key}]${ofMethod}`;
}

/** Returns the name of a variable. In a map with names and values swapped it may be a password. */
export function formatVariable(name: unknown): string {
  return formatIf(/^([A-Z_][\w.-]*|[A-Z0-9_ .-]+)$/, name);
}

/** Returns a list of names. Very many are shortened: each of as many errors would list them all. */
export function formatNames(names: string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}

const MOST_NAMES = 30;

/** Returns the name of a property as it was written, or quoted if it is not a plain name. */
export function formatName(name: string): string {
  return /^[\w$./-]{1,63}$/.test(name) ? name : formatValue(name);
}

/** Characters that JSON does not escape and terminals do not show: controls, direction marks, zero-width spaces. */
const INVISIBLE = /[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** Returns a message on one line, with invisible characters as escapes: names in manifests may contain any. */
export function escapeInvisible(message: string): string {
  return message.replace(/[\0-\x1f]|\p{Surrogate}/gu, escapeCharacter).replace(INVISIBLE, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Returns the type of a value, never the value itself: it may be a password in the wrong place. */
export function formatType(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'object') return isList(value) ? 'a list' : withArticle(classNameOf(value) ?? 'object');
  return { string: 'text', number: 'a number', boolean: 'a boolean' }[typeof value as string] ?? `a ${typeof value}`;
}

/** Returns a noun with its indefinite article. */
export function withArticle(name: string): string {
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}
