// Settings in a text of several lines, or in JSON: the files that ConfigMaps contain.
import { isLoginName, isPublicName, isSecretName } from './secret-names';
import { hasPublishableToken, isLogin, isSecretLiteral } from './secret-values';

/** Returns what a text contains that is a secret under a name: a property, or a field of INI, YAML or JSON. */
export function findSecretSetting(text: string): string | undefined {
  const lines = text.split('\n');
  const index = lines.findIndex(hasSecret);
  if (index < 0) return undefined;
  return lines.length === 1 ? 'text with a password' : `text with a password on line ${index + 1}`;
}

function hasSecret(line: string): boolean {
  return (
    SETTINGS.some((pattern) => [...line.matchAll(pattern)].some(([, name, value]) => isSecretSetting(name, value))) ||
    settingOf(line).some(([name, value]) => isSecretSetting(name, value))
  );
}

type Setting = readonly [name: string, value: string];

/** Names and values: of JSON, also in a text of JSON; of XML, as elements and as attributes; of Redis. */
const SETTINGS = [
  /\\?"([A-Za-z_][\w.-]{0,127})\\?"\s{0,99}:\s{0,99}\\?"([^"\\]*)/g,
  /<([A-Za-z_][\w.-]{0,127})>([^<]{1,400})<\//g,
  /\bname="([A-Za-z_][\w.-]{0,127})"\s{1,9}value="([^"]{1,400})"/g,
  /^\s*(requirepass|masterauth)\s+(\S+)\s*$/g,
];

const LINE = /^\s*(?:(?:export|set|ENV|-)\s+)?([A-Za-z_][\w.-]{0,127})(=|\s*:?=\s*|:\s+)(\S.*)$/;

/** Returns the setting of a line: `name=value`, `name = value`, `name: value`. */
function settingOf(line: string): Setting[] {
  const [, name, separator, rest] = LINE.exec(line.trimEnd()) ?? [];
  if (name === undefined) return [];
  const value = valueOf(rest, separator === '=');
  return value === undefined ? [] : [[name, value]];
}

/** Returns a value without quotes and comment; undefined for a sentence, or an expression of a program. */
function valueOf(text: string, isShell: boolean): string | undefined {
  const [, , quoted] = /^(["'])(.*?)\1/.exec(text) ?? [];
  if (quoted !== undefined) return quoted;
  const [word] = text.split(/\s/, 1);
  const rest = text.slice(word.length).trimStart();
  const isWhole = rest === '' || isShell || /^([#;]|\/\/)/.test(rest);
  return isWhole && !/[(),;]$|[([`]|^[|>&*!@"']|^(process\.env|os\.environ|env|import\.meta)\b/.test(word)
    ? word
    : undefined;
}

function isSecretSetting(name: string, value: string): boolean {
  if (/\s|^\$[\w@*]/.test(value) || LABEL.test(value) || TYPE.test(value)) return false;
  if (isSecretName(name)) return isSecretLiteral(value) && !hasPublishableToken(value);
  return isLoginName(name) && !isPublicName(name) && isLogin(value);
}

/** A word of a translation, such as `"password": "Passwort"`. */
const LABEL = /^\p{Lu}\p{Ll}+$/u;
/** A type in a schema. */
const TYPE = /^(string|str|text|number|integer|int|object|array|list|boolean|bool|any|required|optional|password)$/;
