import { Health, Server } from 'cdk8s-webstack';
import { render } from '../manifests';

function asked(health: Health) {
  const { startupProbe, readinessProbe, livenessProbe } = render(
    (stack) => new Server(stack, 'server', { image: 'example/server:1.4.0', health }),
  ).container('server');
  return [startupProbe, readinessProbe, livenessProbe].map((probe) => {
    const { httpGet, tcpSocket, exec } = probe ?? {};
    return httpGet ?? tcpSocket ?? exec;
  });
}

const http = { port: 'http' };

test.each<[string, Health, unknown[]]>([
  ['over HTTP', Health.http('/'), [{ path: '/', ...http }, { path: '/', ...http }, http]],
  [
    'over HTTP, with a path for liveness',
    Health.http('/ready', { livenessPath: '/live' }),
    [
      { path: '/ready', ...http },
      { path: '/ready', ...http },
      { path: '/live', ...http },
    ],
  ],
  ['over TCP', Health.tcp(), [http, http, undefined]],
  ['over TCP, on another port', Health.tcp(9000), [{ port: 9000 }, { port: 9000 }, undefined]],
  ['by a command', Health.command(['check']), [{ command: ['check'] }, { command: ['check'] }, http]],
  ['not at all', Health.none(), [undefined, undefined, undefined]],
])('a server is asked %s', (_, health, probes) => {
  expect(asked(health)).toEqual(probes);
});
