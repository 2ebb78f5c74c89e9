/**
 * Why something failed, for the log: messages and codes alone, since other properties of an error may hold what belongs
 * in no log.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = error.message || ('code' in error ? String(error.code) : error.name);
  return error.cause === undefined ? said : `${said}: ${reasonOf(error.cause)}`;
}
