// Names that mean a secret: of variables, arguments, and keys of ConfigMaps. `DB_PASSWORD` is one, `PASSWORD_POLICY` is
// a property of one.

/** Whether the value under a name is a secret by its name. */
export function isSecretName(name: string): boolean {
  const words = splitIntoWords(name);
  const frame = frameOf(words);
  return !isPublic(name, words) && words.some((_, index) => isSecretAt(words, index, frame));
}

/** Whether the value under a name is for everybody: for browsers, or by the design of a service. */
export function isPublicName(name: string): boolean {
  return isPublic(name, splitIntoWords(name));
}

/** Whether the value under a name may be a user with a password. */
export function isLoginName(name: string): boolean {
  return splitIntoWords(name).at(-1)?.endsWith('auth') ?? false;
}

/** Whether the value under a name is a secret if it looks random: `SESSION_KEY` may also name a key of a session. */
export function isKeyName(name: string): boolean {
  const words = splitIntoWords(name);
  return !isPublic(name, words) && /^(app|application|storage|session)key$/.test(words.slice(-2).join(''));
}

function isPublic(name: string, words: string[]): boolean {
  return PUBLISHED.test(name) || words.some((word) => PUBLIC.has(word)) || BY_DESIGN.test(words.join(' '));
}

/** Variables that build tools of web clients copy into what browsers download. */
const PUBLISHED = /^(NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|PUBLIC|VITE|REACT_APP|NG_APP|VUE_APP|GATSBY)_/;
const PUBLIC = new Set(['public', 'publishable', 'anon']);
/** Names under which services give keys to browsers. */
const BY_DESIGN =
  /\b(search api key|(firebase|posthog|amplitude)( project)? api key|(mixpanel|posthog)( project)? token|(dd|datadog)( rum)? client token|pusher( app)? key)$/;

const PASSWORD =
  /(password|passwd|passphrase)s?$|^(pass|pw|requirepass|masterauth|(db|pg|my|user|admin|smtp)p(ass|w))$/;
const TOKEN = /tokens?$/;
const SECRET = /secrets?$/;
const CREDENTIALS = /credentials?$/;
const KEY_OWNERS = '(api|private|secret|access|account|signing|encryption|master|auth|jwt|fernet|hmac|aes|webhook|ssh)';
const KEY = new RegExp(`${KEY_OWNERS}keys?$`);

/** Words before `token` that make it a quantity, such as `MAX_TOKENS`. */
const QUANTITIES = wordSet('max maximum min minimum num number count total per input output context prompt');
/** Words before `token` that make it a word of a language model or a currency. */
const SYMBOLS = wordSet('pad mask eos bos unk sep cls stop special gas erc native reward governance');
/** Words before `secret` that make it the name of an object. */
const OBJECTS = wordSet('pull tls existing');
/** Words before `password` that make it a switch. */
const SWITCHES = wordSet('no without require requires required allow allows enable disable');

/** Words after a secret's name that leave it a secret. */
const QUALIFIERS = wordSet(
  'value plain plaintext text raw string base64 b64 old new current previous prev next primary secondary backup ' +
    'fallback default prod production staging stage dev development test live sandbox admin root v ' +
    'db database postgres postgresql mysql mariadb mongo mongodb redis rabbitmq smtp mail ' +
    'github gitlab bitbucket slack stripe twilio sendgrid aws azure gcp npm sentry',
);

/** Last words of names that are about a secret, and are none. */
const PROPERTIES = wordSet(
  'name names namespace id ids file files filename path paths dir directory folder mount location url uri ' +
    'endpoint host port arn region ref reference version ttl age expiry expiration expires lifetime timeout ' +
    'seconds minutes hours days interval rotation length size count min max limit algorithm alg hash type kind ' +
    'format encoding prefix suffix header field param parameter cookie manager store backend provider engine ' +
    'enabled disabled required mode policy scope scopes audience issuer project label selector class role service ' +
    'level json yaml yml conf cnf ini properties xml html js ts css md rotate refresh operator controller injector ' +
    'scanning scanner field fields pattern regex',
);

/** Whether a word means a secret, and the words around it do not make it something else. */
function isSecretAt(words: string[], index: number, frame: Frame): boolean {
  const [word, previous] = [words[index], words[index - 1] ?? ''];
  if (SECRET.test(word)) return !OBJECTS.has(previous) && (index === words.length - 1 || !frame.isProperty);
  if (index < frame.lastMeaningful) return false;
  if (TOKEN.test(word)) return !frame.isQuantity && !SYMBOLS.has(previous);
  if (word === 'pass' && frame.isQuantity) return false;
  if (word === 'auth') return previous === 'rediscli';
  if (/^keys?$/.test(word)) return KEY.test(previous + word);
  const isWorkingDirectory = /^(old)?$/.test(previous);
  if (SWITCHES.has(previous)) return false;
  return PASSWORD.test(word) || CREDENTIALS.test(word) || KEY.test(word) || (word === 'pwd' && !isWorkingDirectory);
}

/** The properties of a name as a whole. */
interface Frame {
  readonly isProperty: boolean;
  readonly isQuantity: boolean;
  /** The index of the last word that is no qualifier. */
  readonly lastMeaningful: number;
}

function frameOf(words: string[]): Frame {
  return {
    isProperty: PROPERTIES.has(words[words.length - 1] ?? ''),
    isQuantity: words.some((word) => QUANTITIES.has(word)),
    lastMeaningful: words.map((word) => QUALIFIERS.has(word)).lastIndexOf(false),
  };
}

/** Returns the words of a name in lower case, without numbers at their ends. */
function splitIntoWords(name: string): string[] {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  const words = spaced.split(/[^a-z0-9]+/).map((word) => (QUALIFIERS.has(word) ? word : word.replace(/\d+$/, '')));
  return words.filter((word) => word !== '');
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
