// Stands in for one component of the application: says over HTTP who it is and which path it saw.
const { readFileSync } = require('node:fs');
const http = require('node:http');
const { hostname } = require('node:os');

const component = readFileSync(`${__dirname}/component`, 'utf8').trim();
const port = { client: 3000, server: 5000 }[component];
const answer = (request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ component, pod: hostname(), path: request.url }));
};
const server = http.createServer(answer);
if (port) server.listen(port);
else setInterval(() => {}, 60_000); // the worker: nothing is sent to it

process.on('SIGTERM', () => {
  server.close();
  server.closeIdleConnections();
  if (!port) process.exit(0);
});
