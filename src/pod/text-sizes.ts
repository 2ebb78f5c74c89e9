// Texts that are too large for Linux to start a program with.
import { formatVariable } from '../checks/messages';

/** The most bytes of one variable with its name, or of one argument: 128 KiB with the zero at its end. */
const MOST_BYTES = 128 * 1024 - 1;

/** Returns errors of variables and arguments that are too large. The kernel would not start the program. */
export function textSizeErrors(
  env: Record<string, string> = {},
  lists: Record<string, string[] | undefined>,
): string[] {
  const variables = Object.entries(env).map(([name, value]) => ({
    place: `env[${formatVariable(name)}]`,
    bytes: Buffer.byteLength(`${name}=${value}`),
  }));
  const args = Object.entries(lists).flatMap(([property, list = []]) =>
    list.map((arg, index) => ({ place: `${property}[${index}]`, bytes: Buffer.byteLength(arg) })),
  );
  return [...variables, ...args].filter(({ bytes }) => bytes > MOST_BYTES).map(sizeError);
}

function sizeError({ place, bytes }: { place: string; bytes: number }): string {
  return (
    `${place} has ${bytes} bytes; allowed: ${MOST_BYTES} (Linux starts no program with more). ` +
    'Mount the text as a file, by files.'
  );
}
