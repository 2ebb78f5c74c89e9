// Stands in for any component to which requests are routed: says over HTTP which pod it is and which path it saw.
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
