// Time must grow linearly with the input: four times the input may take at most eight times as long. Quadratic time takes 16.
const { App } = require('cdk8s');
const { root } = require('./processes');

const GROWTH_LIMIT = 8;
const image = 'example/server:1.4.0';

/** Declarations of a size, and the smaller of two sizes: large enough to take longer than the noise. */
const CASES = {
  'an image of colons': [200_000, ({ Server }, stack, n) => new Server(stack, 'x', { image: ':'.repeat(n) })],
  variables: [8_000, ({ Server }, stack, n) => new Server(stack, 'x', { image, env: mapOf(n, (i) => [`A${i}`, 'x']) })],
  'writable paths': [
    8_000,
    ({ Server }, stack, n) => new Server(stack, 'x', { image, writablePaths: listOf(n, (i) => `/a${i}`) }),
  ],
  'variables of a connection': [8_000, declareConnection],
  'stripped routes': [4_000, declareRoutes],
};

function declareConnection({ ExternalService, Server }, stack, n) {
  const variables = mapOf(n, (i) => [`A${i}`, 'x']);
  const url = listOf(n, (i) => `$(A${i})`).join('');
  const service = new ExternalService(stack, 'm', { host: 'a.example', port: 1, variables, url });
  new Server(stack, 'x', { image, uses: [service.connection.prefixed('P_').withUrl('URL')] });
}

function declareRoutes({ Client, IngressNginxRoutes, Route }, stack, n) {
  const client = new Client(stack, 'client', { image });
  const routes = listOf(n, (i) => Route.prefix(`/a${i}`, client, { stripPrefix: true }));
  new IngressNginxRoutes(stack, 'x', { routes });
}

function listOf(n, make) {
  return Array.from({ length: n }, (_, index) => make(index));
}

function mapOf(n, make) {
  return Object.fromEntries(listOf(n, make));
}

/** Returns how many times as long four times the input takes, for each case. */
function measureGrowth() {
  const library = require(root);
  return Object.entries(CASES).map(([subject, [size, declare]]) => {
    const times = [size, 4 * size].map((n) => Math.min(...listOf(3, () => timeOf(library, declare, n))));
    return { subject, ratio: times[1] / times[0], milliseconds: times[1] };
  });
}

/** The processor time of a declaration and its validation, without writing YAML. */
function timeOf(library, declare, n) {
  const stack = new library.WebStack(new App(), 'app', { platform: library.Platform.minikube() });
  const start = process.cpuUsage();
  declare(library, stack, n);
  for (const construct of stack.node.findAll()) construct.node.validate();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** @returns {string[]} a message for each case whose time does not grow linearly */
function checkGrowth(growth) {
  return growth
    .filter(({ ratio, milliseconds }) => ratio > GROWTH_LIMIT && milliseconds > 20)
    .map(
      ({ subject, ratio }) =>
        `${subject}: four times the input takes ${ratio.toFixed(1)} times as long; allowed: ${GROWTH_LIMIT}`,
    );
}

module.exports = { checkGrowth, measureGrowth };
