// Secrets that a manifest contains in clear text. The functions return names and reasons, never the text itself.
import { isSecretName } from './secret-names';
import { findSecretInText, isSecretLiteral } from './secret-values';

/** A secret in clear text. */
export interface ClearTextSecret {
  /** The name of the variable, key or argument; undefined for an argument without one. */
  readonly name?: string;
  /** The kind of secret, such as `a URL with a password`. */
  readonly reason: string;
}

/** A secret among the arguments of a program. */
export interface SecretArgument extends ClearTextSecret {
  /** The index of the argument that contains the secret. */
  readonly index: number;
}

/** Returns the secrets of a map from names to texts: variables, or the data of a ConfigMap. */
export function findSecretTexts(texts: Record<string, string>): (ClearTextSecret & { readonly name: string })[] {
  return Object.entries(texts).flatMap(([name, text]) => {
    const reason = judge(name, text);
    return reason === undefined ? [] : [{ name, reason }];
  });
}

/** Returns the secrets of a command line, such as `--password=x`, `--token x` and `sh -c 'PGPASSWORD=x psql'`. */
export function findSecretArguments(args: readonly string[]): SecretArgument[] {
  const words = args.flatMap((arg, index) => splitArgument(arg).map((text) => ({ text, index })));
  const found = words.flatMap(({ text, index }, position): SecretArgument[] => {
    const { name, value } = parseArgument(text);
    if (value !== undefined || name === undefined) {
      const reason = judge(name ?? '', value ?? text);
      return reason === undefined ? [] : [{ index, name, reason }];
    }
    const next = words[position + 1];
    const isFlag = next === undefined || next.text.startsWith('-');
    return isFlag || !isSecret(name, next.text) ? [] : [{ index: next.index, name, reason: BY_NAME }];
  });
  return found.filter(({ index }, position) => found[position - 1]?.index !== index);
}

const BY_NAME = 'text under a name that means a secret';

function judge(name: string, text: string): string | undefined {
  return findSecretInText(text) ?? (isSecret(name, text) ? BY_NAME : undefined);
}

function isSecret(name: string, text: string): boolean {
  return isSecretName(name) && isSecretLiteral(text);
}

/** A shell script is one argument with many words. */
function splitArgument(arg: string): string[] {
  return arg.split(/[\s;]+/).filter((word) => word !== '');
}

/** Returns the name and value of `--name=value`, `-Dname=value` and `NAME=value`, and the name of a flag alone. */
function parseArgument(text: string): { name?: string; value?: string } {
  const [, name, value] = /^(?:-{1,2}D?)?([A-Za-z_][\w.-]*)=(.*)$/s.exec(text) ?? [];
  if (name !== undefined) return { name, value: unquote(value) };
  const [, flag] = /^--?([A-Za-z][\w.-]+)$/.exec(text) ?? [];
  return { name: flag };
}

/** Removes quotes; a command substitution of a shell, which the split cuts short, becomes a whole reference. */
function unquote(value: string): string {
  const bare = value.replace(/^["']|["']$/g, '');
  return /^(\$\(|`)/.test(bare) ? '$(COMMAND)' : bare;
}
