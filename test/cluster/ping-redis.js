// Sends PING to a Redis, without a password or with the one from the environment, and prints the reply.
const net = require('node:net');

const [prefix, credentials] = process.argv.slice(-2);
const variable = (name) => process.env[`${prefix}_REDIS_${name}`];

function command(...words) {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}

const socket = net.connect(Number(variable('PORT')), variable('HOST'));
if (credentials === 'password') socket.write(command('AUTH', variable('PASSWORD')));
socket.write(command('PING') + command('QUIT'));
socket.on('error', ({ message }) => console.log(message)).pipe(process.stdout);
