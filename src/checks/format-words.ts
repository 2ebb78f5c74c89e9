// Names that may be passwords: in a map with keys and values swapped, or of something that does not exist.
import { formatIf } from './messages';

/** Returns a key of a map, or the value of a label. A path is no password. */
export function formatMapKey(key: unknown): string {
  return formatIf(/^[\w. /-]*$|^\//, key);
}

/** Returns a name if it is a word: letters only, or capitals and digits as in the name of a variable. */
export function formatWord(name: unknown): string {
  return formatIf(/^([A-Za-z_. -]+|[A-Z_][A-Z0-9_]*)$/, name);
}
