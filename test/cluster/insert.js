// Inserts numbers into Postgres for as long as it runs, and says which of them were committed.
const { Client } = require('pg');

async function insertWhileConnected(next) {
  const postgres = new Client({ connectionTimeoutMillis: 2000, query_timeout: 5000 });
  postgres.on('error', () => {});
  try {
    await postgres.connect();
    await postgres.query('CREATE TABLE IF NOT EXISTS numbers (n integer PRIMARY KEY)');
    for (;;) {
      const n = next();
      await postgres.query('INSERT INTO numbers VALUES ($1)', [n]);
      console.log(`committed ${n}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } catch {
    await postgres.end().catch(() => {});
  }
}

async function main() {
  let last = 0;
  process.on('SIGTERM', () => process.exit(0));
  for (;;) {
    await insertWhileConnected(() => ++last);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

main();
