import { Pool } from 'pg';
import type { Indexes } from './stores.js';

/** Several servers start at the same time, and concurrent `IF NOT EXISTS` statements can fail: the lock prevents that. */
const SCHEMA = `
  SELECT pg_advisory_xact_lock(40);
  CREATE TABLE IF NOT EXISTS indexes (
    index integer PRIMARY KEY,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp()
  );
`;

/** Postgres at the address in PGHOST, PGPORT, PGUSER, PGDATABASE and PGPASSWORD. */
export class PostgresIndexes implements Indexes {
  private readonly pool = new Pool({
    application_name: 'fib-server',
    max: 5,
    connectionTimeoutMillis: 1_000,
    query_timeout: 1_200,
    statement_timeout: 1_200,
  });

  /** @param onConnectionLost is called when an idle connection breaks */
  constructor(onConnectionLost: (error: Error) => void) {
    this.pool.on('error', onConnectionLost);
  }

  /** Creates the table if it does not exist. */
  async createTable(): Promise<void> {
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
