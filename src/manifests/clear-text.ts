// Secrets that a manifest contains in clear text. The functions return names and reasons, never the text itself.
import { valuesOf, type ArgumentValue } from './secret-arguments';
import { isKeyName, isLoginName, isPublicName, isSecretName } from './secret-names';
import { findSecretSetting } from './secret-settings';
import { findSecretInText, hasPublishableToken, isLogin, isRandomKey, isSecretLiteral } from './secret-values';

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
    const reason = judge(name, text) ?? findSecretSetting(text);
    return reason === undefined ? [] : [{ name, reason }];
  });
}

/** Returns the secrets of a command line, at most one of each argument. */
export function findSecretArguments(args: readonly string[]): SecretArgument[] {
  const byIndex = new Map<number, SecretArgument>();
  const add = (secret: SecretArgument) => byIndex.has(secret.index) || byIndex.set(secret.index, secret);
  for (const value of valuesOf(args)) {
    const reason = judgeArgument(value);
    if (reason !== undefined) add({ index: value.index, name: value.name, reason });
  }
  args.forEach((arg, index) => {
    const reason = /[\s"]/.test(arg) ? (findSecretInText(arg) ?? findSecretSetting(arg)) : undefined;
    if (reason !== undefined) add({ index, name: undefined, reason });
  });
  return [...byIndex.values()].sort((one, other) => one.index - other.index);
}

const BY_NAME = 'text under a name that means a secret';

function judgeArgument({ name = '', text, option }: ArgumentValue): string | undefined {
  if (option === 'login') return isLogin(text) ? 'a user with a password' : undefined;
  if (option === 'password') return isSecretLiteral(text) ? 'a password' : undefined;
  return judge(name, text);
}

function judge(name: string, text: string): string | undefined {
  const byForm = findSecretInText(text);
  if (byForm !== undefined) return byForm;
  if (isSecretName(name) && isSecretLiteral(text)) return BY_NAME;
  if (isKeyName(name) && isRandomKey(text)) return BY_NAME;
  if (isPublicName(name)) return undefined;
  if (isLoginName(name) && isLogin(text)) return 'a user with a password';
  return hasPublishableToken(text) && !text.includes('firebase') ? 'a token' : undefined;
}
