// Declares the application of the reference stack any number of times.
const { Size } = require('cdk8s');
const { Construct } = require('constructs');

/**
 * @param {typeof import('cdk8s-webstack')} library
 * @param {import('cdk8s').App} app
 * @param {number} count the number of applications
 * @param {number} charts `count` for one WebStack per application, or 1 for one WebStack with a construct per application
 */
function declareApplications(library, app, count, charts) {
  const { Platform, WebStack } = library;
  const platform = Platform.minikube();
  const names = Array.from({ length: count }, (_, index) => `fib-${index + 1}`);
  if (charts === count) for (const name of names) declareOne(library, new WebStack(app, name, { platform }), name);
  else {
    const stack = new WebStack(app, 'fib', { platform });
    for (const name of names) declareOne(library, new Construct(stack, name), name);
  }
}

function declareOne(library, scope, name) {
  const { Client, IngressNginxRoutes, Password, Postgres, Redis, Route, Server, Storage, Worker } = library;
  const redis = new Redis(scope, 'redis');
  const password = Password.fromSecret(`${name}-postgres`, 'PGPASSWORD');
  const postgres = new Postgres(scope, 'postgres', { password, storage: Storage.ofSize(Size.gibibytes(2)) });
  const client = new Client(scope, 'client', { image: 'example/fib-client:1.4.0' });
  const server = new Server(scope, 'server', { image: 'example/fib-server:1.4.0', uses: [redis, postgres] });
  new Worker(scope, 'worker', { image: 'example/fib-worker:1.4.0', uses: [redis] });
  new IngressNginxRoutes(scope, 'routes', {
    hosts: [`${name}.example.com`],
    routes: [Route.prefix('/', client), Route.prefix('/api', server, { stripPrefix: true })],
  });
}

module.exports = { declareApplications };
