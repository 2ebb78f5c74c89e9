// Texts that contain a secret, whatever their names are, and texts that are none.

/** Returns what a text contains that is a secret by its form. */
export function findSecretInText(text: string): string | undefined {
  if (hasMatch(text, URL_PASSWORD)) return 'a URL with a password';
  if (PRIVATE_KEY.test(text)) return 'a private key';
  if (hasMatch(text, AUTHORIZATION, isShortWord)) return 'a header with a password or token';
  if (!text.includes('\n') && hasMatch(text, SETTING)) return 'text with a password';
  if (hasMatch(text, DATA_SOURCE) || hasMatch(text, ROLE)) return 'text with a password';
  return TOKEN.test(text) ? 'a token' : undefined;
}

/** Whether a text contains a token of a form that also occurs in what browsers download. */
export function hasPublishableToken(text: string): boolean {
  return PUBLISHABLE.test(text);
}

/** Whether a text under a name that means a secret is one: no switch, path of a file, or reference to a variable. */
export function isSecretLiteral(text: string): boolean {
  return ![SWITCH, FILE, LIST_OF_NAMES, REFERENCE_TO_STORE].some((form) => form.test(text)) && !isPlaceholder(text);
}

/** Whether a text is a user and a password, as they are or encoded in Base64. */
export function isLogin(text: string): boolean {
  const decoded = ENCODED.test(text) ? Buffer.from(text, 'base64').toString('latin1') : '';
  return [text, decoded].some((each) => {
    const [, password] = LOGIN.exec(each) ?? [];
    return password !== undefined && !isPlaceholder(password);
  });
}

/** Whether a text looks random: a key, and not the name of one. */
export function isRandomKey(text: string): boolean {
  return /^base64:/.test(text) || (/^[\w+/=-]{16,}$/.test(text) && /\d/.test(text) && /[a-z]/i.test(text));
}

/** Whether a pattern finds a value in a text that is a secret: neither a placeholder nor an exception. */
function hasMatch(text: string, pattern: RegExp, isException: (value: string) => boolean = () => false): boolean {
  return [...text.matchAll(pattern)].some(([, value]) => !isPlaceholder(value) && !isException(value));
}

/** `Authorization: Bearer token` is documentation. */
function isShortWord(value: string): boolean {
  return value.length < 6 || /^[a-z]+$/.test(value) || /^[$"'`]/.test(value);
}

/** A user, which may be empty, and a password before the host. */
const URL_PASSWORD = /[a-z][a-z0-9+.-]{0,40}:\/\/[^\s/?#@"'<>:]{0,200}:([^\s/?#@"'`]{1,400})@/gi;
/** A connection string, or the query of a URL. */
const SETTING = /(?:^|[?&;\s])(?:password|pwd|accountkey|sharedaccesskey)=([^\s;&]+)/gi;
/** The form of Go's driver for MySQL. */
const DATA_SOURCE = /(?:^|[\s"'=])[\w.-]{1,100}:([^\s:@/"']{1,200})@(?:tcp|unix)\(/g;
/** SQL that creates a role. */
const ROLE = /\b(?:user|role)\s[^;'\n]{1,200}?\s(?:password|identified by)\s{1,9}'([^'\n]{1,200})'/gi;
const AUTHORIZATION =
  /\bauthorization["']?(?:\s{0,9}[:=]\s{0,9}|\s{1,9})["']?(?:bearer|basic|token)(?:\s|%20){1,9}([^\s"',;]+)/gi;
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,99}PRIVATE KEY( BLOCK)?-----/;
/** The forms of tokens that their issuers have made recognizable. */
const TOKEN = new RegExp(
  '(^|[^A-Za-z0-9])(' +
    'gh[opsu]_\\w{30}|github_pat_\\w{30}|gl(pat|dt|rt)-[\\w-]{20}|xox[abeprs]-[\\w-]{20}|xapp-[\\w-]{20}|' +
    '[rs]k_(live|test)_\\w|whsec_\\w{16}|sk-(ant|proj|svcacct)-[\\w-]{16}|sk-[A-Za-z0-9]{32}|npm_[A-Za-z0-9]{30}|' +
    'pypi-[\\w-]{30}|hv[sbr]\\.[\\w-]{20}|SG\\.[\\w-]{16}|dop_v1_[a-f0-9]{32}|shp(at|ss|ca|pa)_[a-f0-9]{32}|' +
    'dckr_pat_[\\w-]{20}|hf_[A-Za-z0-9]{30}|AGE-SECRET-KEY-1\\w{20}|hooks\\.slack\\.com/services/T\\w+/B\\w+/\\w)',
);
/** Keys of Google's APIs and signed tokens. */
const PUBLISHABLE = /(^|[^A-Za-z0-9])(AIza[\w-]{30}|eyJ[\w-]{10,300}\.eyJ)/;

/** Two digits at most: lengths and counts, such as `REQUIRE_PASSWORD=2`. */
const SWITCH = /^(|true|false|yes|no|on|off|\d{1,2}|none|null|enabled|disabled|\[[A-Z]{1,20}\])$/i;
/** A path in lower case: encoded random bytes contain capitals. */
const FILE = /^(\/[a-z0-9._-]+){2,}$/;
/** Names of fields, such as `password,token`. */
const LIST_OF_NAMES = /^[a-z_]+(, ?[a-z_]+)+$/;
const REFERENCE_TO_STORE = /^(vault:|arn:aws|op:\/\/|ref\+|sm:\/\/|gcpsm:|awssm:|secret:\/\/|env:|file:)/;
/** Random characters, padded: text in another encoding is unlikely to have their form. */
const ENCODED = /^[A-Za-z0-9+/]{8,4000}={0,2}$/;
/** Two words with a colon, the second of which is no port. */
const LOGIN = /^[\x21-\x39\x3b-\x7e]{1,200}:(?!\d{1,5}$)([^\s:/]{1,400})$/;
/** References of Kubernetes, shells and template engines, regular expressions, and what documentation writes for a value. */
const REFERENCES =
  /^(\$\([^()]*\)|\$\{[^{}]*\}|\$[A-Z_][A-Z0-9_]*|\$\d|\{\{[^{}]*\}\}|\{\w+\}|<[^<>]*>|[*:]|%[A-Z_]+%|%s|\[\^[^\]]*\]?[*+]?|(\\[SsWwd]|\.)[*+])+$/;

function isPlaceholder(text: string): boolean {
  return REFERENCES.test(text);
}
