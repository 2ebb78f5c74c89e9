// A server with a path that allocates memory without end.
const http = require('node:http');

const taken = [];

const server = http.createServer((request, response) => {
  while (request.url === '/allocate') taken.push(Buffer.alloc(16 * 1024 * 1024, 1));
  response.end('here');
});
server.listen(process.env.PORT);

process.on('SIGTERM', () => {
  server.close();
  server.closeIdleConnections();
});
