// Services to which components connect, and which no manifest declares.
import type { Manifest } from '../../src/manifests/manifest';
import { missingServices } from '../../src/manifests/missing-services';

const PODS: Manifest = {
  kind: 'StatefulSet',
  metadata: { name: 'nats', namespace: 'shop' },
  spec: { template: { metadata: { labels: { app: 'nats' } } } },
};
const SERVICE: Manifest = { kind: 'Service', metadata: { name: 'nats', namespace: 'shop' } };
const USED = { namespace: 'shop', service: 'nats', podLabels: { app: 'nats' } };

test('a Service is missing if its pods are declared', () => {
  expect(missingServices([USED], [PODS])).toEqual([
    {
      rule: 'lost-reference',
      isError: false,
      message:
        'it connects to the Service nats, which no manifest declares, although its pods are those of the StatefulSet nats. Declare the Service, or correct its name.',
    },
  ]);
});

test.each<[string, Manifest[], Partial<typeof USED>]>([
  ['a declared Service', [PODS, SERVICE], {}],
  ['pods that are created elsewhere, too', [], {}],
  ['pods of another namespace', [PODS], { namespace: 'blog' }],
  ['other pods', [PODS], { podLabels: { app: 'redis' } }],
])('nothing is missing for %s', (_, manifests, used) => {
  expect(missingServices([{ ...USED, ...used }], manifests)).toEqual([undefined]);
});
