// Text that readers of YAML do not agree on. cdk8s writes YAML 1.1; clusters read it by rules of their own.
import { Yaml } from 'cdk8s';
import { isPlain } from '../checks/declaration';

/**
 * What some readers take for a line break, or refuse: U+2028 and U+2029, DEL and the controls after it, the byte order
 * mark, U+FFFE and U+FFFF, half a surrogate pair; and NUL, which no container runtime takes. The other control characters
 * are written as escapes, which all understand.
 */
const UNREADABLE = /[\0\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;

/** What is a number to some readers, unless it is written in quotes. */
const NUMBER_LIKE =
  /^[-+]?(0_*[oO][0-7_]+|0_*[xX][0-9a-fA-F_]+|0_*[bB][01_]+|_[0-9_]+|[0-9_.]+[eE][-+]?[0-9]*_[0-9_]*)$/;

/** Names that cdk8s loses, or stumbles over, when it copies an object. */
const LOST = ['__proto__', 'constructor'];

/** What is wrong with the texts of a manifest: where each stands, never what it is. */
export function textMistakes(manifest: unknown, place: string): string[] {
  return isReadable(manifest) ? [] : mistakesIn(manifest, place);
}

/** Almost always true, and told in a fifth of the time that it takes to remember each place. */
function isReadable(value: unknown): boolean {
  if (typeof value === 'string') return !UNREADABLE.test(value) && !NUMBER_LIKE.test(value);
  if (Array.isArray(value)) return value.every(isReadable);
  if (!isPlain(value)) return true;
  return Object.entries(value).every(([key, item]) => isReadable(key) && !LOST.includes(key) && isReadable(item));
}

function mistakesIn(value: unknown, place: string): string[] {
  if (typeof value === 'string') return mistakesOf(value, place);
  if (Array.isArray(value))
    return value.flatMap((item, index) => mistakesIn(item, `${place}[${nameOf(item) ?? index}]`));
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const found = [...mistakesOf(key, `a name in ${place}`), ...(LOST.includes(key) ? [lost(key, place)] : [])];
    return found.length > 0 ? found : mistakesIn(item, `${place}.${key}`);
  });
}

function mistakesOf(text: string, place: string): string[] {
  const [character] = UNREADABLE.exec(text) ?? [];
  if (character) return [`${place} holds ${named(character)}, which YAML cannot carry safely; take it out`];
  if (NUMBER_LIKE.test(text) && !/^["']/.test(Yaml.stringify(text)))
    return [`${place} is a number to some readers of YAML; keep it in a Secret or ConfigMap that is made elsewhere`];
  return [];
}

function lost(key: string, place: string): string {
  return `${place} has the name ${key}, which cdk8s cannot write; choose another one`;
}

/** Variables, volumes and ports are known by their names. */
function nameOf(item: unknown): string | undefined {
  const { name } = (item ?? {}) as { name?: unknown };
  return typeof name === 'string' && mistakesOf(name, '').length === 0 ? name : undefined;
}

function named(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
