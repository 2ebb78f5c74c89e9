// Encryption of Postgres: what the server presents, and the variables by which clients verify it.
import type { ConnectionOptions } from '../connections/connection-options';
import type { DatabaseTls } from '../databases/database-tls';
import { CERTIFICATE, PRIVATE_KEY, reloadCertificate } from '../databases/server-certificate';

/** The value of PGSSLROOTCERT by which libpq 16 and later trusts the authorities of its operating system. */
const SYSTEM = 'system';

/**
 * Shell commands that add the settings of the certificate. They run after a first start, which a wrong certificate would
 * interrupt.
 * @see https://www.postgresql.org/docs/current/ssl-tcp.html
 */
export const PRESENT_CERTIFICATE = [
  'set -- "$@" -c ssl=on -c ssl_min_protocol_version=TLSv1.2 \\',
  `  -c ssl_cert_file=${CERTIFICATE} -c ssl_key_file=${PRIVATE_KEY}`,
];

/** Returns a command that loads a renewed certificate, and then runs another command. */
export function reloadBefore(command: string[]): string[] {
  return ['sh', '-c', [...reloadCertificate('pg_ctl reload --silent'), 'exec "$@"'].join('\n'), 'sh', ...command];
}

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
