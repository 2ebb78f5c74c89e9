// Names that mean a secret: of variables, arguments, and keys of ConfigMaps. `DB_PASSWORD` is one, `PASSWORD_POLICY` is
// a property of one.

/** Whether the value under a name is a secret by its name. */
export function isSecretName(name: string): boolean {
  if (PUBLISHED.test(name)) return false;
  const words = splitIntoWords(name);
  const frame = frameOf(words);
  return !words.some((word) => PUBLIC.has(word)) && words.some((_, index) => isSecretAt(words, index, frame));
}

/** Variables that build tools of web clients copy into what browsers download. */
const PUBLISHED = /^(NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|PUBLIC|VITE|REACT_APP|NG_APP|VUE_APP|GATSBY)_/;
const PUBLIC = new Set(['public', 'publishable']);

const PASSWORD = /(password|passwd|passphrase)s?$|^(pass|requirepass|masterauth|(db|pg|my|user|admin|smtp)pass)$/;
const TOKEN = /tokens?$/;
const SECRET = /secrets?$/;
const CREDENTIALS = /credentials?$/;
const KEY_OWNERS = '(api|private|secret|access|account|signing|encryption|master|auth)';
const KEY = new RegExp(`${KEY_OWNERS}keys?$`);

/** Words before `token` that make it a quantity, such as `MAX_TOKENS`. */
const QUANTITIES = wordSet('max maximum min minimum num number count total per input output context prompt');
/** Words before `secret` that make it the name of an object. */
const OBJECTS = wordSet('pull tls');

/** Words after a secret's name that leave it a secret. */
const QUALIFIERS = wordSet(
  'value plain plaintext text raw string base64 b64 old new current previous prev next primary secondary backup ' +
    'fallback default prod production staging stage dev development test live sandbox admin root v',
);

/** Last words of names that are about a secret, and are none. */
const PROPERTIES = wordSet(
  'name names namespace id ids file files filename path paths dir directory folder mount location url uri ' +
    'endpoint host port arn region ref reference version ttl age expiry expiration expires lifetime timeout ' +
    'seconds minutes hours days interval rotation length size count min max limit algorithm alg hash type kind ' +
    'format encoding prefix suffix header field param parameter cookie manager store backend provider engine ' +
    'enabled disabled required mode policy scope scopes audience issuer project label selector class role service ' +
    'level json yaml yml conf cnf ini properties xml html js ts css md rotate refresh',
);

/** Whether a word means a secret, and the words around it do not make it something else. */
function isSecretAt(words: string[], index: number, frame: Frame): boolean {
  const [word, previous] = [words[index], words[index - 1] ?? ''];
  if (SECRET.test(word)) return !OBJECTS.has(previous) && (index === words.length - 1 || !frame.isProperty);
  if (index < frame.lastMeaningful) return false;
  if (TOKEN.test(word)) return !frame.isQuantity;
  if (/^keys?$/.test(word)) return KEY.test(previous + word);
  const isWorkingDirectory = /^(old)?$/.test(previous);
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
