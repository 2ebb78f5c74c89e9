/** The variables that the server needs. The Postgres client reads those that begin with PG itself. */
const REQUIRED = ['REDIS_HOST', 'REDIS_PORT', 'PGHOST', 'PGPORT', 'PGUSER', 'PGDATABASE', 'PGPASSWORD'] as const;

export type Environment = Record<(typeof REQUIRED)[number], string>;

/** Returns the required variables. @throws if some are missing, with their names and no values */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const missing = REQUIRED.filter((name) => !variables[name]);
  if (missing.length > 0) throw new Error(`the environment lacks ${missing.join(', ')}`);
  return Object.fromEntries(REQUIRED.map((name) => [name, variables[name]])) as Environment;
}
