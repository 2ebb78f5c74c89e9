// Encryption of Redis: what the server presents, and the variables by which clients verify it.
import type { ConnectionOptions } from '../connections/connection-options';
import type { DatabaseTls } from '../databases/database-tls';
import { AUTHORITY, CERTIFICATE, PRIVATE_KEY, reloadCertificate } from '../databases/server-certificate';
import { REDIS_PORT } from './redis-access';

/**
 * Settings of a server that accepts encrypted connections only, of clients without certificates.
 * @see https://redis.io/docs/latest/operate/oss_and_stack/management/security/encryption/
 */
export const TLS_SETTINGS = [
  ...['--port', '0', '--tls-port', `${REDIS_PORT}`, '--tls-auth-clients', 'no'],
  ...['--tls-cert-file', CERTIFICATE, '--tls-key-file', PRIVATE_KEY],
  ...['--tls-protocols', 'TLSv1.2 TLSv1.3'],
];

/**
 * Redis loads all files when one of the settings is set, also to the same path. It may still have a certificate of
 * another CA, so this client, in the same container, does not verify it.
 */
const RELOAD = `redis-cli --tls --insecure config set tls-cert-file ${CERTIFICATE} | grep -q OK`;

/** Returns the shell commands of the readiness probe. */
export function readinessCommands(isEncrypted: boolean): string {
  if (!isEncrypted) return 'redis-cli ping | grep -q PONG';
  return [...reloadCertificate(RELOAD), `redis-cli --tls --cacert ${AUTHORITY} ping | grep -q PONG`].join('\n');
}

/**
 * Returns the options of a connection with the variables and the scheme of the URL that follow from its encryption. No
 * variable is standard: the URL says that the connection is encrypted.
 */
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
