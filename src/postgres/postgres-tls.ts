// The variables that Postgres' clients read to verify the server.
import type { ConnectionOptions } from '../connections/connection-options';
import type { DatabaseTls } from '../databases/database-tls';

/** The value of PGSSLROOTCERT by which libpq 16 and later trusts the authorities of its operating system. */
const SYSTEM = 'system';

/**
 * Returns the options of a connection with the variables and the parameters of the URL that follow from its encryption.
 * The URL names no public authorities: node-postgres reads `sslrootcert` as a file.
 * @see https://www.postgresql.org/docs/current/libpq-ssl.html
 */
export function withPostgresTls(options: ConnectionOptions, tls: DatabaseTls | undefined): ConnectionOptions {
  if (!tls?.isVerified) return options;
  const { variables, url } = options;
  const ca = tls._caFile;
  return {
    ...options,
    variables: { ...variables, PGSSLMODE: 'verify-full', PGSSLROOTCERT: ca?.path ?? SYSTEM },
    files: ca && { [ca.path]: ca.key },
    url: `${url}?sslmode=verify-full${ca ? `&sslrootcert=${ca.path}` : ''}`,
  };
}
