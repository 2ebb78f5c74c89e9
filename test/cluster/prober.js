// Runs in a pod, next to the program. Echoes TCP and UDP on a port that no component declares. Opens connections on
// request from inside the pod: reads targets as one line of JSON, and writes the names of the reachable ones.
const dgram = require('node:dgram');
const dns = require('node:dns/promises');
const net = require('node:net');

const [echoPort, controlPort, timeout] = process.argv.slice(-3).map(Number);

function connectTcp({ host, port }) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port });
    setTimeout(() => socket.destroy(), timeout);
    socket.on('error', () => {}).on('close', () => resolve(false));
    socket.on('connect', () => {
      resolve(true);
      socket.destroy();
    });
  });
}

/** Sends three datagrams, because one can be lost. */
function exchangeUdp({ host, port }) {
  return new Promise((resolve) => {
    const socket = dgram.createSocket('udp4');
    const sender = setInterval(() => socket.send('?', port, host), timeout / 4);
    const finish = (isReachable) => {
      clearInterval(sender);
      clearTimeout(timer);
      socket.close();
      resolve(isReachable);
    };
    const timer = setTimeout(() => finish(false), timeout);
    socket.on('message', () => finish(true)).on('error', () => {});
  });
}

/** A resolver that is out of reach gives up only after minutes. */
function resolveName({ host }) {
  const found = dns.lookup(host).then(
    () => true,
    () => false,
  );
  return Promise.race([found, new Promise((resolve) => setTimeout(() => resolve(false), 4 * timeout))]);
}

const CHECKS = { tcp: connectTcp, udp: exchangeUdp, name: resolveName };

async function checkTargets(line) {
  const targets = JSON.parse(line);
  const reachable = await Promise.all(targets.map((target) => CHECKS[target.protocol](target)));
  return JSON.stringify(targets.map(({ name }) => name).filter((_, index) => reachable[index]));
}

function echo(socket) {
  socket.on('error', () => {}).pipe(socket);
}

function handleRequest(socket) {
  let text = '';
  socket
    .on('error', () => {})
    .on('data', async (part) => {
      text += part;
      if (text.endsWith('\n')) socket.end(await checkTargets(text));
    });
}

const udpEcho = dgram.createSocket('udp4');
udpEcho.on('message', (message, { port, address }) => udpEcho.send(message, port, address)).bind(echoPort);
net.createServer(echo).listen(echoPort, '0.0.0.0');
net.createServer(handleRequest).listen(controlPort, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
