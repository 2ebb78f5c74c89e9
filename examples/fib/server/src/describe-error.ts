/**
 * Describes an error and its causes for the log by their messages and codes only. Other properties of an error can contain
 * what must not be logged.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const description = error.message || ('code' in error ? String(error.code) : error.name);
  return error.cause === undefined ? description : `${description}: ${describeError(error.cause)}`;
}
