// Texts that are too large for Linux to start a program with.
import type { k8s, Plain } from '../../imports/k8s';
import { formatVariable } from '../checks/messages';
import { sizeOfKey } from '../configuration/config-map-sizes';
import type { ConfigMapKey } from '../configuration/object-key';

/** The most bytes of one variable with its name, or of one argument: 128 KiB with the zero at its end. */
const MOST_BYTES = 128 * 1024 - 1;
/** The most bytes of all of them: a quarter of the limit of a stack, which container runtimes leave at 8 MiB. */
const MOST_IN_ALL = 2 * 1024 * 1024;
/** The zero at the end of each, and its pointer. */
const OVERHEAD = 9;

/** The texts that a program starts with. */
export interface StartTexts {
  readonly env?: Record<string, string>;
  readonly config?: Record<string, ConfigMapKey>;
  readonly command?: string[];
  readonly args?: string[];
  /** The variables as the container has them. */
  readonly variables: readonly Plain<k8s.EnvVar>[];
}

interface Part {
  readonly place: string;
  readonly bytes: number;
  /** Why there are more bytes than were written. */
  readonly reason?: string;
}

/**
 * Returns errors of variables and arguments that are too large. The kernel would not start the program.
 * @see https://man7.org/linux/man-pages/man2/execve.2.html
 */
export function textSizeErrors({ env = {}, config = {}, command, args, variables }: StartTexts): string[] {
  const literals = Object.entries(env).map(([name, value]) => partOf('env', name, Buffer.byteLength(value)));
  const keys = Object.entries(config).map(([name, key]) => partOf('config', name, sizeOfKey(key) ?? 0));
  const sizes = new Map([
    ...variables.map(({ name, value = '' }) => [name, Buffer.byteLength(value)] as const),
    ...Object.entries(env).map(([name, value]) => [name, Buffer.byteLength(value)] as const),
    ...Object.entries(config).map(([name, key]) => [name, sizeOfKey(key) ?? 0] as const),
  ]);
  const words = Object.entries({ command, args }).flatMap(([property, list = []]) =>
    list.map((arg, index) => expand(`${property}[${index}]`, arg, sizes)),
  );
  const errors = [...literals, ...keys, ...words].filter(({ bytes }) => bytes > MOST_BYTES).map(sizeError);
  return errors.length > 0 ? errors : totalErrors(sizes, words);
}

function partOf(property: string, name: string, bytes: number): Part {
  return { place: `${property}[${formatVariable(name)}]`, bytes: Buffer.byteLength(name) + 1 + bytes };
}

/** Returns the size of an argument after the kubelet has inserted variables. */
function expand(place: string, arg: string, sizes: ReadonlyMap<string, number>): Part {
  const written = Buffer.byteLength(arg);
  const references = [...arg.matchAll(/\$\$|\$\(([-._A-Za-z0-9]+)\)/g)];
  const inserted = references.map(([reference, name]) => (sizes.get(name) ?? reference.length) - reference.length);
  const bytes = inserted.reduce((sum, each) => sum + each, written);
  return { place, bytes, reason: bytes > written ? ' with its variables' : undefined };
}

function sizeError({ place, bytes, reason = '' }: Part): string {
  return (
    `${place} has ${bytes} bytes${reason}; allowed: ${MOST_BYTES} (Linux starts no program with more). ` +
    'Mount the text as a file, by files.'
  );
}

function totalErrors(sizes: ReadonlyMap<string, number>, words: readonly Part[]): string[] {
  const variables = [...sizes].map(([name, bytes]) => name.length + 1 + bytes);
  const total = [...variables, ...words.map(({ bytes }) => bytes)].reduce((sum, bytes) => sum + bytes + OVERHEAD, 0);
  if (total <= MOST_IN_ALL) return [];
  return [
    `the variables and arguments have ${total} bytes; allowed: ${MOST_IN_ALL} together (Linux starts no program with ` +
      'more than a quarter of its stack limit of 8 MiB). Mount texts as files, by files.',
  ];
}
