// Texts that contain a secret, whatever their names are, and texts that are none.

/** Returns what a text contains that is a secret by its form. */
export function findSecretInText(text: string): string | undefined {
  if ([...text.matchAll(URL_PASSWORD)].some(([, password]) => !isPlaceholder(password))) return 'a URL with a password';
  if (PRIVATE_KEY.test(text)) return 'a private key';
  if (!text.includes('\n') && [...text.matchAll(SETTING)].some(([, value]) => !isPlaceholder(value)))
    return 'text with a password';
  return TOKEN.test(text) ? 'a token' : undefined;
}

/** Whether a text under a name that means a secret is one: no switch, path of a file, or reference to a variable. */
export function isSecretLiteral(text: string): boolean {
  return !SWITCH.test(text) && !FILE.test(text) && !isPlaceholder(text);
}

/** A user, which may be empty, and a password before the host. */
const URL_PASSWORD = /[a-z][a-z0-9+.-]{0,40}:\/\/[^\s/?#@"'<>:]{0,200}:([^\s/?#@"'`]{1,400})@/gi;
/** A connection string, or the query of a URL. */
const SETTING = /(?:^|[?&;\s])(?:password|pwd)=([^\s;&]+)/gi;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** The forms of tokens that their issuers have made recognizable. */
const TOKEN =
  /(^|[^A-Za-z0-9])(gh[opsu]_\w{30}|github_pat_\w{30}|glpat-[\w-]{20}|xox[abp]-[\w-]{20}|[rs]k_live_\w{16})/;

const SWITCH = /^(|true|false|yes|no|on|off|0|1|none|null|enabled|disabled)$/i;
/** A path in lower case: encoded random bytes contain capitals. */
const FILE = /^(\/[a-z0-9._-]+){2,}$/;
/** References of Kubernetes, shells and template engines, and what documentation writes for a value. */
const REFERENCES = /^(\$\([^()]*\)|\$\{[^{}]*\}|\$[A-Z_][A-Z0-9_]*|\{\{[^{}]*\}\}|<[^<>]*>|[*:]|%[A-Z_]+%|%s)+$/;

function isPlaceholder(text: string): boolean {
  return REFERENCES.test(text);
}
