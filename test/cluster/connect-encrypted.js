// Connects to Postgres or Redis with TLS, or without. Prints the serial number of the certificate, and the reply or the
// error. Arguments: the database, then the file of a CA or `plain`.
const { readFileSync } = require('node:fs');
const net = require('node:net');
const tls = require('node:tls');

const [database, ca] = process.argv.slice(-2);
const prefix = { postgres: 'PG', redis: 'REDIS_' }[database];
const host = process.env[`${prefix}HOST`];
const socket = net.connect(Number(process.env[`${prefix}PORT`]), host);
for (const event of ['error', 'close']) socket.on(event, end);

/** The request of a client of Postgres to encrypt the connection. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

if (database === 'postgres') {
  socket.write(SSL_REQUEST);
  socket.once('data', encrypt);
} else if (ca === 'plain') {
  ask(socket);
} else {
  encrypt();
}

function encrypt() {
  const encrypted = tls.connect({ socket, servername: host, ca: readFileSync(ca) });
  encrypted.on('error', end);
  encrypted.on('secureConnect', () => {
    console.log(encrypted.getPeerCertificate().serialNumber, encrypted.getProtocol());
    if (database === 'redis') ask(encrypted);
    else end();
  });
}

function ask(stream) {
  stream.on('data', (reply) => {
    console.log(String(reply).trim());
    end();
  });
  stream.write(`AUTH ${process.env.REDIS_PASSWORD}\r\n`);
}

function end(error) {
  console.log(error?.code ?? 'ended');
  process.exit();
}
