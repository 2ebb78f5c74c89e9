// Command lines: which words are values, and under which names.

/** A value on a command line, with the name that it is under. */
export interface ArgumentValue {
  /** The index of the argument that contains the value. */
  readonly index: number;
  readonly name?: string;
  readonly text: string;
  /** Whether an option of one letter means a password, or a user with a password. */
  readonly option?: 'password' | 'login';
}

/** Returns the values of a command line, such as `--password=x`, `--token x` and `sh -c 'PGPASSWORD=x psql'`. */
export function valuesOf(args: readonly string[]): ArgumentValue[] {
  const words = args.flatMap(splitArgument);
  let program = '';
  return words.flatMap((word, position) => {
    const next = words[position + 1] as Word | undefined;
    program = PROGRAM.exec(word.text)?.[1] ?? program;
    return [...valueOf(word, next), ...optionOf(program, word, next)];
  });
}

interface Word {
  readonly text: string;
  readonly index: number;
  readonly isOfScript: boolean;
}

/** A shell script is one argument with many words. */
function splitArgument(arg: string, index: number): Word[] {
  const words = arg.split(/[\s;]+/).filter((word) => word !== '');
  return words.map((text) => ({ text, index, isOfScript: words.length > 1 }));
}

/** Returns the value of `--name=value`, `-Dname=value`, `NAME=value` and `--name value`, or the word itself. */
function valueOf({ text, index, isOfScript }: Word, next: Word | undefined): ArgumentValue[] {
  const [, name, value] = /^["']?(?:-{1,2}D?)?([A-Za-z_][\w.-]*)=(.*)$/s.exec(text) ?? [];
  if (name !== undefined) return [{ index, name, text: unquote(value, isOfScript) }];
  const [, flag] = /^--?([A-Za-z][\w.-]+)$/.exec(text) ?? [];
  if (flag === undefined) return [{ index, text }];
  return isValue(next) ? [{ index: next.index, name: flag, text: unquote(next.text, next.isOfScript) }] : [];
}

/** Programs with an option of one letter for a password: the password follows, is joined, or follows a user. */
const PROGRAM = /^(?:.*\/)?(redis-cli|mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|curl)$/;

function optionOf(program: string, { text, index, isOfScript }: Word, next: Word | undefined): ArgumentValue[] {
  const isJoined = program.startsWith('m');
  if (isJoined && /^-p./.test(text)) return [{ index, text: unquote(text.slice(2), isOfScript), option: 'password' }];
  const option = program === 'redis-cli' && text === '-a' ? 'password' : undefined;
  const login = program === 'curl' && /^(-u|--user)$/.test(text) ? 'login' : option;
  if (login === undefined || !isValue(next)) return [];
  return [{ index: next.index, text: unquote(next.text, next.isOfScript), option: login }];
}

function isValue(next: Word | undefined): next is Word {
  return next !== undefined && !next.text.startsWith('-');
}

/**
 * Removes quotes. A command substitution of a shell, which the split cuts short, becomes a whole reference, and so do
 * the parameters and lower-case variables of a script: elsewhere `$a` is text.
 */
function unquote(value: string, isOfScript: boolean): string {
  const bare = value.replace(/^["']|["']$/g, '');
  return /^(\$\(|`)/.test(bare) || (isOfScript && /^\$(\w+|[@*])$/.test(bare)) ? '$(COMMAND)' : bare;
}
