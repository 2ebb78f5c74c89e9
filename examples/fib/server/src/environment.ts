/** What the server has to know from its environment; the Postgres client reads its own part itself. */
const NEEDED = ['REDIS_HOST', 'REDIS_PORT', 'PGHOST', 'PGPORT', 'PGUSER', 'PGDATABASE', 'PGPASSWORD'] as const;

export type Environment = Record<(typeof NEEDED)[number], string>;

/** The variables; throws with the names, never the values, of those that are missing. */
export function environment(given: NodeJS.ProcessEnv): Environment {
  const missing = NEEDED.filter((name) => !given[name]);
  if (missing.length > 0) throw new Error(`the environment lacks ${missing.join(', ')}`);
  return Object.fromEntries(NEEDED.map((name) => [name, given[name]])) as Environment;
}
