// Sends requests at a steady rate, however slow the answers are. A TCP port inside the pod takes two commands and answers
// in JSON: `sent` returns the number of requests so far; `finish` stops sending and returns the results.
const { lookup } = require('node:dns');
const http = require('node:http');
const net = require('node:net');

const { to, host, rate, targets, reportPort } = JSON.parse(process.argv.at(-1));

const TIMEOUT_MS = 10_000;
let [sent, open] = [0, 0];
const [failed, latencies] = [[], []];

/** Sends a request. Its latency counts from the moment when it was due. */
function send(address, { path, body }, at) {
  let hasEnded = false;
  const end = (status) => {
    if (hasEnded) return;
    hasEnded = true;
    open -= 1;
    const ms = Math.round(Date.now() - at);
    latencies.push(ms);
    if (status !== 200 && failed.length < 1000) failed.push({ at, ms, path, status });
  };
  const [method, type] = body === undefined ? ['GET', {}] : ['POST', { 'content-type': 'application/json' }];
  const options = { host: address, path, method, headers: { host, ...type }, agent: false, timeout: TIMEOUT_MS };
  const request = http.request(options, (response) => {
    response.on('error', ({ code }) => end(code)).on('end', () => end(response.statusCode));
    response.resume();
  });
  request.on('timeout', () => request.destroy(Object.assign(new Error(), { code: 'NO ANSWER' })));
  request.on('error', ({ code }) => end(code)).end(body);
  [sent, open] = [sent + 1, open + 1];
}

let [timer, start] = [];

/** A late tick also sends the requests that it has missed. */
lookup(to, (error, address) => {
  if (error) throw error;
  start = Date.now();
  timer = setInterval(() => {
    const now = Date.now();
    for (let due; (due = start + (sent * 1000) / rate) <= now;) send(address, targets[sent % targets.length], due);
  }, 5);
});

async function finish() {
  clearInterval(timer);
  const seconds = (Date.now() - start) / 1000;
  while (open > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  return { sent, seconds, failed, latencies };
}

const commands = { sent: () => sent, finish };

net
  .createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', async (command) => socket.end(JSON.stringify(await commands[String(command).trim()]())));
  })
  .listen(reportPort, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
