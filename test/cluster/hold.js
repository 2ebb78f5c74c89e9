// Holds an idle connection to Postgres and logs it; when it ends, logs the reason and reconnects.
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
