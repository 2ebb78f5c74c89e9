// Inserts numbers into Postgres, and logs for each whether it was committed. The log has no gaps.
const { Client } = require('pg');

async function insert(postgres, n) {
  const from = Date.now();
  try {
    await postgres.query('INSERT INTO numbers VALUES ($1)', [n]);
  } catch (error) {
    console.log(`failed ${n}`);
    throw error;
  }
  console.log(`committed ${n} ${from} ${Date.now()}`);
}

async function insertWhileConnected(next) {
  const postgres = new Client({ connectionTimeoutMillis: 2000, query_timeout: 5000 });
  postgres.on('error', () => {});
  try {
    await postgres.connect();
    await postgres.query('CREATE TABLE IF NOT EXISTS numbers (n bigint PRIMARY KEY)');
    for (;;) {
      await insert(postgres, next());
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } catch {
    await postgres.end().catch(() => {});
  }
}

async function main() {
  let last = Date.now(); // A successor of this pod must not repeat a number.
  process.on('SIGTERM', () => {
    console.log('ended');
    process.exit(0);
  });
  for (;;) {
    await insertWhileConnected(() => ++last);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

main();
