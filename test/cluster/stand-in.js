// A stub for any routed component: answers over HTTP with the name of its pod and the path of the request.
const http = require('node:http');
const { hostname } = require('node:os');

const server = http.createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ pod: hostname(), path: request.url }));
});
server.listen(process.env.PORT);

process.on('SIGTERM', () => {
  server.close();
  server.closeIdleConnections();
});
