import { Duration } from 'cdk8s';
import { Health, Server } from 'cdk8s-webstack';
import { errors, render } from '../manifests';

const image = 'example/server:1.4.0';

/** The actions of the startup, readiness and liveness probe. */
function probeActions(health: Health) {
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
])('checks the health of a server %s', (_, health, actions) => {
  expect(probeActions(health)).toEqual(actions);
});

test.each([
  [Health.http('/'), 90],
  [Health.http('/').withStartupTimeout(Duration.minutes(10)), 300],
])('gives a server its time to start', (health, failureThreshold) => {
  const { startupProbe } = render((stack) => new Server(stack, 'server', { image, health })).container('server');
  expect(startupProbe).toMatchObject({ periodSeconds: 2, failureThreshold });
});

const path = "allowed: a path that starts with '/', without spaces and control characters";
const port = 'allowed: a whole number from 1 to 65535';
const noTime = 'leaves the program no time to start. Use a longer time, such as Duration.minutes(5).';

test.each<[string, Health, string]>([
  [
    'the same path for readiness and liveness',
    Health.http('/ready', { livenessPath: '/ready' }),
    'Health.http.livenessPath is the path of the readiness check, so a database that is down would restart the program. Remove livenessPath, or use a path that needs no other service.',
  ],
  ['an invalid path', Health.http('ready'), `the path of Health.http is "ready"; ${path}.`],
  [
    'an invalid liveness path',
    Health.http('/ready', { livenessPath: '/a b' }),
    `Health.http.livenessPath is "/a b"; ${path}.`,
  ],
  ['an invalid port', Health.tcp(99999), `the port of Health.tcp is 99999; ${port}.`],
  ['an invalid HTTP port', Health.http('/', { port: 0 }), `Health.http.port is 0; ${port}.`],
  [
    'an empty command',
    Health.command([]),
    "the command of Health.command is empty. Pass the program and its arguments, such as Health.command(['node', 'health.js']).",
  ],
  [
    'no time to start',
    Health.tcp().withStartupTimeout(Duration.seconds(0)),
    `the startup of Health.withStartupTimeout ${noTime}`,
  ],
])('rejects %s', (_, health, message) => {
  expect(errors((stack) => new Server(stack, 'server', { image, health }))).toEqual([`[app/server] ${message}`]);
});
