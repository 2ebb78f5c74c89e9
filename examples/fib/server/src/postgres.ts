import { Pool } from 'pg';
import type { Indexes } from './stores.js';

/** Three servers start at once, and `IF NOT EXISTS` alone lets two of them try: the lock is what makes it one. */
const SCHEMA = `
  SELECT pg_advisory_xact_lock(40);
  CREATE TABLE IF NOT EXISTS indexes (
    index integer PRIMARY KEY,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
`;

/** Postgres at the address that PGHOST, PGPORT, PGUSER, PGDATABASE and PGPASSWORD name. */
export class PostgresIndexes implements Indexes {
  private readonly pool = new Pool({
    application_name: 'fib-server',
    max: 5,
    connectionTimeoutMillis: 1_000,
    query_timeout: 1_200,
    statement_timeout: 1_200,
  });

  /** @param lost is called when a connection is lost that nobody was using, then `changed` */
  constructor(lost: (error: Error) => void, changed: () => void) {
    this.pool.on('error', (error) => {
      lost(error);
      changed();
    });
  }

  /** Makes the table, once. */
  async prepare(): Promise<void> {
    await this.pool.query(SCHEMA);
  }

  async all(): Promise<number[]> {
    const { rows } = await this.pool.query<{ index: number }>('SELECT index FROM indexes ORDER BY asked_at, index');
    return rows.map(({ index }) => index);
  }

  async add(index: number): Promise<void> {
    await this.pool.query('INSERT INTO indexes (index) VALUES ($1) ON CONFLICT DO NOTHING', [index]);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
