// New names of the variables of a connection.
import { inOrder, mapOf, required, satisfying, text } from '../checks/check';
import { formatWord } from '../checks/format-words';
import { formatNames, formatVariable } from '../checks/messages';
import { variableName } from '../checks/names';
import { validateParameter } from '../checks/parameter';
import type { Variable } from './variable';

/** A change of variable names. */
export interface Renaming {
  readonly rename: (name: string) => string;
  readonly errors: string[];
}

const newNames = required(
  mapOf(variableName, 'names of variables', undefined, formatVariable),
  "Set new names by old ones: { PGHOST: 'DB_HOST' }",
);

/** Returns the change from old to new names, and the errors of names that are unknown or not valid. */
export function planRenaming(names: Record<string, string>, variables: Variable[]): Renaming {
  const { value, errors: nameErrors } = validateParameter(names, 'the names of Connection.renamed', newNames, {});
  const valid = { ...value };
  const known = new Set(variables.map(({ name }) => name));
  const unknown = Object.keys(valid).filter((name) => !known.has(name));
  const allowed = formatNames([...known]);
  const unknownErrors = unknown.map(
    (name) => `Connection.renamed refers to ${formatWord(name)}; allowed: the connection's variables (${allowed}).`,
  );
  const rename = (name: string) => (Object.hasOwn(valid, name) ? valid[name] : name);
  return { rename, errors: [...nameErrors, ...unknownErrors] };
}

/** Accepts prefixes of variables. */
export const prefixCheck = required(
  inOrder(
    text,
    satisfying(
      (prefix: string) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(prefix),
      "letters, digits and '_', not starting with a digit, such as 'REPORTS_'",
      { format: formatVariable },
    ),
  ),
  "Set the prefix, such as 'REPORTS_'",
);

/** Accepts the name of the variable of a URL. */
export const urlNameCheck = required(variableName, "Set its name, such as 'DATABASE_URL'");
