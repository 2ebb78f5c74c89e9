// Asks both stores, knowing nothing but the environment.
const { Client } = require('pg');
const { createClient } = require('redis');

async function main() {
  const postgres = new Client();
  await postgres.connect();
  const { rows } = await postgres.query('SELECT 1 AS one');
  await postgres.end();
  const { REDIS_HOST: host, REDIS_PORT: port } = process.env;
  const redis = await createClient({ socket: { host, port: Number(port) } }).connect();
  const pong = await redis.ping();
  redis.destroy();
  console.log(JSON.stringify({ rows, pong }));
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
