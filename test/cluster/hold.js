// Holds a connection to Postgres, idle, and says so; says as well why it ended, and makes another one.
const { Client } = require('pg');

const again = () => setTimeout(hold, 500);

function hold() {
  const postgres = new Client({ connectionTimeoutMillis: 2000 });
  postgres.on('error', ({ message }) => console.log(`ended: ${message}`));
  postgres.on('end', again);
  postgres.connect().then(
    () => console.log('idle'),
    () => {},
  );
}

process.on('SIGTERM', () => process.exit(0));
hold();
