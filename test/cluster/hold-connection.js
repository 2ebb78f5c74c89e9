// Holds an idle connection to Postgres and logs it. Logs why the connection ended, and reconnects.
const { Client } = require('pg');

const reconnect = () => setTimeout(connect, 500);

function connect() {
  const postgres = new Client({ connectionTimeoutMillis: 2000 });
  postgres.on('error', ({ message }) => console.log(`ended: ${message}`));
  postgres.on('end', reconnect);
  postgres.connect().then(
    () => console.log('idle'),
    () => {},
  );
}

process.on('SIGTERM', () => process.exit(0));
connect();
