// Runs beside a program in its pod. Echoes input on an undeclared port, and tests connections for a caller inside the pod:
// reads a line of JSON, and writes the names of the targets that it reached.
const dgram = require('node:dgram');
const dns = require('node:dns/promises');
const net = require('node:net');

const [echoPort, askedPort, patience] = process.argv.slice(-3).map(Number);

function tcp({ host, port }) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    setTimeout(() => socket.destroy(), patience);
    socket.on('error', () => {}).on('close', () => resolve(false));
    socket.on('connect', () => {
      resolve(true);
      socket.destroy();
    });
  });
}

/** Sends the datagram three times, because one can be lost. */
function udp({ host, port }) {
  return new Promise((resolve) => {
    const socket = dgram.createSocket('udp4');
    const sending = setInterval(() => socket.send('?', port, host), patience / 4);
    const end = (answered) => {
      clearInterval(sending);
      clearTimeout(giveUp);
      socket.close();
      resolve(answered);
    };
    const giveUp = setTimeout(() => end(false), patience);
    socket.on('message', () => end(true)).on('error', () => {});
  });
}

function name({ host }) {
  return dns.lookup(host).then(
    () => true,
    () => false,
  );
}

const TRIES = { tcp, udp, name };

async function answer(line) {
  const targets = JSON.parse(line);
  const came = await Promise.all(targets.map((target) => TRIES[target.protocol](target)));
  return JSON.stringify(targets.map(({ name }) => name).filter((_, index) => came[index]));
}

function echoing(socket) {
  socket.on('error', () => {}).pipe(socket);
}

function asked(socket) {
  let text = '';
  socket
    .on('error', () => {})
    .on('data', async (part) => {
      text += part;
      if (text.endsWith('\n')) socket.end(await answer(text));
    });
}

const echo = dgram.createSocket('udp4');
echo.on('message', (message, { port, address }) => echo.send(message, port, address)).bind(echoPort);
net.createServer(echoing).listen(echoPort, '0.0.0.0');
net.createServer(asked).listen(askedPort, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
