import { Duration } from 'cdk8s';
import { Health, Server } from 'cdk8s-webstack';
import { mistakes, render } from '../manifests';

const image = 'example/server:1.4.0';

function asked(health: Health) {
  const { startupProbe, readinessProbe, livenessProbe } = render(
    (stack) => new Server(stack, 'server', { image, health }),
  ).container('server');
  return [startupProbe, readinessProbe, livenessProbe].map((probe) => {
    const { httpGet, tcpSocket, exec } = probe ?? {};
    return httpGet ?? tcpSocket ?? exec;
  });
}

const http = { port: 'http' };

test.each<[string, Health, unknown[]]>([
  ['over HTTP', Health.http('/'), [http, { path: '/', ...http }, http]],
  [
    'over HTTP, with a path for liveness',
    Health.http('/ready', { livenessPath: '/live' }),
    [
      { path: '/live', ...http },
      { path: '/ready', ...http },
      { path: '/live', ...http },
    ],
  ],
  ['over TCP', Health.tcp(), [http, http, undefined]],
  ['over TCP, on another port', Health.tcp(9000), [{ port: 9000 }, { port: 9000 }, undefined]],
  ['by a command', Health.command(['check']), [http, { command: ['check'] }, http]],
  ['not at all', Health.none(), [undefined, undefined, undefined]],
])('a server is asked %s', (_, health, probes) => {
  expect(asked(health)).toEqual(probes);
});

test.each([
  [Health.http('/'), 90],
  [Health.http('/').startingWithin(Duration.minutes(10)), 300],
])('a server has its time to start', (health, failureThreshold) => {
  const { startupProbe } = render((stack) => new Server(stack, 'server', { image, health })).container('server');
  expect(startupProbe).toMatchObject({ periodSeconds: 2, failureThreshold });
});

test.each<[string, Health, string]>([
  [
    'whose readiness is its liveness',
    Health.http('/ready', { livenessPath: '/ready' }),
    'health asks the same path for readiness and liveness, so that a database that is away restarts the program; leave livenessPath out, or name a path that asks no other service',
  ],
  [
    'asked at no path',
    Health.http('ready'),
    'health asks the path "ready"; allowed is one that begins with / and has no spaces or control characters',
  ],
  ['asked at no port', Health.tcp(99999), 'health asks the port 99999; allowed is a whole number from 1 to 65535'],
  [
    'asked by no command',
    Health.command([]),
    "health has no command; name the program and its arguments: Health.command(['node', 'health.js'])",
  ],
  [
    'with no time to start',
    Health.tcp().startingWithin(Duration.seconds(0)),
    'health leaves no time to start; give at least a second: startingWithin(Duration.minutes(5))',
  ],
])('a server is refused %s', (_, health, message) => {
  expect(mistakes((stack) => new Server(stack, 'server', { image, health }))).toEqual([`[app/server] ${message}`]);
});
