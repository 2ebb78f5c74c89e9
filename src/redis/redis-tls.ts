// The variables that clients of Redis get to verify the server. None is standard: the URL says that it is encrypted.
import type { ConnectionOptions } from '../connections/connection-options';
import type { DatabaseTls } from '../databases/database-tls';

/** Returns the options of a connection with the variables and the scheme of the URL that follow from its encryption. */
export function withRedisTls(options: ConnectionOptions, tls: DatabaseTls | undefined): ConnectionOptions {
  if (!tls?.isVerified) return options;
  const ca = tls._caFile;
  return {
    ...options,
    variables: { ...options.variables, REDIS_TLS: 'true', ...(ca && { REDIS_CA_FILE: ca.path }) },
    files: ca && { [ca.path]: ca.key },
    url: options.url?.replace(/^redis:/, 'rediss:'),
  };
}
