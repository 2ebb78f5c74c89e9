// Services whose pods have other labels or ports than the components that connect to them say.
import type { Manifest } from '../../src/manifests/manifest';
import { strayServices } from '../../src/manifests/stray-services';

const USED = { namespace: 'shop', service: 'nats', port: 4222, containerPort: 4222, podLabels: { app: 'nats' } };

function pods(labels: object, containerPort = 4222): Manifest {
  const spec = { containers: [{ ports: [{ name: 'client', containerPort }] }] };
  const metadata = { name: 'nats', namespace: 'shop' };
  return { kind: 'Deployment', metadata, spec: { template: { metadata: { labels }, spec } } };
}

function service(selector: object, targetPort: unknown): Manifest {
  const spec = { selector, ports: [{ port: 4222, targetPort }] };
  return { kind: 'Service', metadata: { name: 'nats', namespace: 'shop' }, spec };
}

const messages = (...manifests: Manifest[]) => strayServices([USED], manifests).map((loss) => loss?.message);

test('a Service leads to pods without the labels of the endpoint', () => {
  expect(messages(pods({ name: 'nats' }), service({ name: 'nats' }, 4222))).toEqual([
    'it connects to the Service nats, but the pods of the Deployment nats do not have the labels in podLabels of the endpoint: policies deny the connection. Correct podLabels.',
  ]);
});

test('a Service leads to another number of a named port', () => {
  expect(messages(pods({ app: 'nats' }, 8222), service({ app: 'nats' }, 'client'))).toEqual([
    'it connects to the Service nats, but its target port client is 8222 of the Deployment nats, not 4222: policies deny the connection. Correct containerPort of the endpoint.',
  ]);
});

test.each<[string, Manifest[]]>([
  ['further labels', [pods({ app: 'nats', name: 'nats' }), service({ name: 'nats' }, 'client')]],
  ['a port name that no pod declares', [pods({ app: 'nats' }, 8222), service({ app: 'nats' }, 'other')]],
  ['a Service without a selector', [pods({ name: 'nats' }), service({}, 4222)]],
  ['pods that are created elsewhere', [service({ name: 'nats' }, 'client')]],
  ['a Service that is created elsewhere', [pods({ name: 'nats' })]],
])('accepts %s', (_, manifests) => {
  expect(messages(...manifests)).toEqual([undefined]);
});
