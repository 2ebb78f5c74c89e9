import type { DatabaseTls } from '../databases/database-tls';
import { accessOf, type PostgresAccessProps } from './postgres-access';
import { reloadBefore } from './postgres-tls';

/**
 * Probes ask over TCP: while the image creates a database, its temporary server answers on the socket. A server that
 * rejects connections (status 1) is alive: Postgres rejects them while it recovers.
 */
export function probeHandlers(props: PostgresAccessProps & { readonly tls?: DatabaseTls }) {
  const { database, user } = accessOf(props);
  const answers = ['pg_isready', '-h', '127.0.0.1', '-U', user, '-d', database];
  const alive = ['sh', '-c', '"$@"; [ $? -le 1 ]', 'sh', ...answers];
  const ready = props.tls?.isVerified ? reloadBefore(answers) : answers;
  return { ready: { exec: { command: ready } }, alive: { exec: { command: alive } } };
}
