// Errors of secrets in clear text, on platforms that are not disposable.
import { listOf, text } from '../checks/check';
import { formatValue, notAllowed } from '../checks/messages';
import { isVariableName } from '../checks/names';
import { findSecretArguments, findSecretTexts } from '../manifests/clear-text';
import { findSecretInText } from '../manifests/secret-values';

/** Accepts names whose values are no secrets. */
export const notSecretNames = listOf(text, 'names');

/** Returns errors of texts that are secrets: variables, or the data of a ConfigMap. */
export function secretTextErrors(
  texts: Record<string, string> = {},
  property: string,
  notSecret: string[] = [],
  moveTo?: string,
): string[] {
  return findSecretTexts(texts)
    .filter(({ name }) => !notSecret.includes(name))
    .map(({ name, reason }) => {
      const place = `${property}[${formatValue(name)}]`;
      return clearTextError(place, name, reason, moveTo ?? secretsWith(name), providerOf(name, texts[name]));
    });
}

function secretsWith(name: string): string {
  return isVariableName(name) ? `secrets: { ${name}: SecretKey.of('name', 'key') }` : 'secrets';
}

/** Returns how a database of the stack gives a variable itself. */
function providerOf(name: string, text: string): string | undefined {
  const isName = isVariableName(name);
  const [, scheme] = /^(postgres|redis)(?:ql|s)?:\/\//.exec(text) ?? [];
  if (scheme !== undefined) return isName ? `uses: [${scheme}.connection.withUrl('${name}')]` : undefined;
  return { PGPASSWORD: 'uses: [postgres]', REDIS_PASSWORD: 'uses: [redis]' }[name];
}

/** Returns errors of arguments that contain secrets. */
export function secretArgumentErrors(args: string[] = [], property: string, notSecret: string[] = []): string[] {
  return findSecretArguments(args).flatMap(({ index, name, reason }) => {
    const place = `${property}[${index}]`;
    if (notSecret.includes(name ?? place)) return [];
    return [clearTextError(place, name ?? place, reason, 'a variable of secrets, which args can refer to as $(NAME)')];
  });
}

/** Returns the error of a URL that contains a password. */
export function secretUrlErrors(url: string | undefined, property: string, notSecret: string[] = []): string[] {
  const reason = findSecretInText(url ?? '');
  if (reason === undefined || notSecret.includes('url')) return [];
  return [clearTextError(property, 'url', reason, 'secrets, which the URL can refer to as $(NAME)')];
}

function clearTextError(property: string, name: string, reason: string, moveTo: string, provider?: string): string {
  const move = provider === undefined ? 'Move' : `For a database of the stack, write ${provider}; else move`;
  const wayOut = `${move} it to ${moveTo}, or add ${formatValue(name)} to notSecret if it is no secret`;
  return notAllowed(property, `(not shown: ${reason})`, 'text that everybody may read', wayOut);
}
