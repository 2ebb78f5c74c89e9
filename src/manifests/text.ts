// Text that YAML parsers read differently. cdk8s writes YAML 1.1; clusters parse it by other rules.
import { isPlainObject } from '../checks/objects';
import { formatScalar, isJson, notJson } from './json';

/**
 * Characters that some parsers read as a line break, or reject: U+2028 and U+2029, DEL and the C1 controls, the byte
 * order mark, U+FFFE and U+FFFF, unpaired surrogates; and NUL, which container runtimes reject. Other control
 * characters are written as escapes, which all parsers understand.
 */
const UNSAFE_CHARACTER = /[\0\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;

/** Text that some parsers read as a number, unless it is quoted. */
const NUMBER_LIKE =
  /^[-+]?(0_*[oO][0-7_]+|0_*[xX][0-9a-fA-F_]+|0_*[bB][01_]+|_[0-9_]+|[0-9_.]+[eE][-+]?[0-9]*_[0-9_]*)$/;

/** Number-like text that is always written in quotes: a YAML 1.1 writer would read it as a number itself. */
const QUOTED = /^[-+]?(0b[01_]+|0x[0-9a-fA-F_]+)$/;

/** Names that cdk8s loses or fails on when it copies an object, or that YAML 1.1 reads as a merge of maps. */
const LOST_NAMES = ['__proto__', 'constructor', '<<'];

/** An error of a text in a manifest. */
export interface TextError {
  readonly message: string;
  /** The text; undefined for a value of another type. */
  readonly text?: string;
  /** How other messages show the text, the character or the value that is wrong. */
  readonly sign?: string;
}

/** Returns errors of the text in a manifest. They name the place of the text, and never show it. */
export function manifestTextErrors(manifest: unknown, place: string): string[] {
  return findTextErrors(manifest, place).map(({ message }) => message);
}

/** Returns the same errors, with the texts. */
export function findTextErrors(manifest: unknown, place: string): TextError[] {
  return isSafe(manifest) ? [] : collectErrors(manifest, place);
}

/** Almost always true. It takes a fifth of the time of `collectErrors`, which builds the path of each place. */
function isSafe(value: unknown): boolean {
  if (typeof value === 'string') return !UNSAFE_CHARACTER.test(value) && !NUMBER_LIKE.test(value);
  if (Array.isArray(value)) return !value.includes(undefined) && value.every(isSafe);
  if (!isPlainObject(value)) return isJson(value);
  return Object.entries(value).every(([key, item]) => isSafe(key) && !LOST_NAMES.includes(key) && isSafe(item));
}

function collectErrors(value: unknown, place: string): TextError[] {
  if (typeof value === 'string') return textErrors(value, place);
  if (Array.isArray(value))
    return Array.from<unknown>(value).flatMap((item, index) => itemErrors(item, `${place}[${nameOf(item) ?? index}]`));
  if (!isPlainObject(value)) return isJson(value) ? [] : [scalarError(value, place)];
  return Object.entries(value).flatMap(([key, item]) => {
    const keyErrors = [...textErrors(key, `a name in ${place}`), ...lostNameErrors(key, place)];
    return keyErrors.length > 0 ? keyErrors : collectErrors(item, `${place}.${key}`);
  });
}

/** cdk8s writes null in place of an item that is undefined. */
function itemErrors(item: unknown, place: string): TextError[] {
  return item === undefined ? [scalarError(item, place)] : collectErrors(item, place);
}

function scalarError(value: unknown, place: string): TextError {
  return { message: notJson(value, place), sign: ` is ${formatScalar(value)};` };
}

function textErrors(text: string, place: string): TextError[] {
  const [character] = UNSAFE_CHARACTER.exec(text) ?? [];
  if (character) {
    const code = character.codePointAt(0)!.toString(16).padStart(4, '0');
    const message = `${place} contains U+${code.toUpperCase()}, which YAML cannot carry safely. Remove this character.`;
    return [{ message, text, sign: `\\u${code}` }];
  }
  return NUMBER_LIKE.test(text) && !QUOTED.test(text)
    ? [{ message: `${place} ${READ_AS_NUMBER}`, text, sign: JSON.stringify(text) }]
    : [];
}

const READ_AS_NUMBER =
  'is text that some YAML parsers read as a number. Write it in another way, or read it from a Secret or ConfigMap that ' +
  'is created elsewhere.';

function lostNameErrors(text: string, place: string): TextError[] {
  const message = `${place} has the name ${text}, which cdk8s cannot write. Choose another name.`;
  return LOST_NAMES.includes(text) ? [{ message, text }] : [];
}

/** Returns the name of an item of a list, such as a variable, volume or port. */
function nameOf(item: unknown): string | undefined {
  const { name } = (item ?? {}) as { name?: unknown };
  return typeof name === 'string' && textErrors(name, '').length === 0 ? name : undefined;
}
