// A stub for any component behind a route: responds with its pod name and the path that it received.
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
