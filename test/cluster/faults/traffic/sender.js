// Sends requests at a steady rate, whatever becomes of them. Whoever says a word from inside the pod is answered with a line
// of JSON: `sent` how many it were so far, `finish` how they fared once all have ended: from then on none is sent.
const { lookup } = require('node:dns');
const http = require('node:http');
const net = require('node:net');

const { to, host, rate, targets, reportPort } = JSON.parse(process.argv.at(-1));

const PATIENCE_MS = 10_000;
let [sent, open] = [0, 0];
const [failed, latencies] = [[], []];

/** Counts from when it was to be sent. */
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
  const options = { host: address, path, method, headers: { host, ...type }, agent: false, timeout: PATIENCE_MS };
  const request = http.request(options, (response) => {
    response.on('error', ({ code }) => end(code)).on('end', () => end(response.statusCode));
    response.resume();
  });
  request.on('timeout', () => request.destroy(Object.assign(new Error(), { code: 'NO ANSWER' })));
  request.on('error', ({ code }) => end(code)).end(body);
  [sent, open] = [sent + 1, open + 1];
}

let [ticking, start] = [];

/** A tick that comes late sends what it has missed. */
lookup(to, (error, address) => {
  if (error) throw error;
  start = Date.now();
  ticking = setInterval(() => {
    const now = Date.now();
    for (let due; (due = start + (sent * 1000) / rate) <= now;) send(address, targets[sent % targets.length], due);
  }, 5);
});

async function finish() {
  clearInterval(ticking);
  const seconds = (Date.now() - start) / 1000;
  while (open > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  return { sent, seconds, failed, latencies };
}

const answers = { sent: () => sent, finish };

net
  .createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', async (word) => socket.end(JSON.stringify(await answers[String(word).trim()]())));
  })
  .listen(reportPort, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
