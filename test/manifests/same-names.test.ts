// Names that two charts without a namespace share.
import type { Manifest } from '../../src/manifests/manifest';
import { sameNames } from '../../src/manifests/same-names';

const object = (kind: string, name: string, namespace?: string): Manifest => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace },
});
const database = (name: string, claimName: string): Manifest => ({
  ...object('Deployment', name),
  spec: {
    template: {
      spec: {
        containers: [{ name, command: ['sh', '-c', 'flock 9'] }],
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
      },
    },
  },
});
const WEB = object('Deployment', 'web');
const all = () => true;
const messages = (manifests: Manifest[], charts: string[], isOwn: (index: number) => boolean = all) =>
  sameNames(manifests, charts, isOwn).map(({ index, message }) => [index, message]);
const END =
  'too, and neither chart has a namespace: applied to the same one, they overwrite each other. Set the namespace of a chart.';

test('one finding for each pair of charts, with all names', () => {
  const service = object('Service', 'web');
  expect(messages([WEB, service, WEB, service], ['a', 'a', 'b', 'b'])).toEqual([
    [2, `the chart a has the Deployment web, the Service web ${END}`],
  ]);
});

test('the claim of two databases', () => {
  expect(messages([database('one', 'data'), database('two', 'data')], ['a', 'b'])).toEqual([
    [1, `the chart a has the claim data ${END}`],
  ]);
});

test.each<[string, Manifest[]]>([
  ['other names', [WEB, object('Deployment', 'api')]],
  ['other kinds', [WEB, object('Service', 'web')]],
  ['namespaces', [object('Deployment', 'web', 'a'), object('Deployment', 'web', 'b')]],
  ['a namespace of one', [WEB, object('Deployment', 'web', 'b')]],
  ['another group', [WEB, { ...WEB, apiVersion: 'example.com/v1' }]],
  ['a generated name', [object('Job', ''), object('Job', '')]],
  ['a Namespace, which is an error elsewhere', [object('Namespace', 'a'), object('Namespace', 'a')]],
])('nothing for %s', (_, manifests) => {
  expect(messages(manifests, ['a', 'b'])).toEqual([]);
});

test('nothing inside a chart, or between charts of others', () => {
  expect(messages([WEB, WEB], ['a', 'a'])).toEqual([]);
  expect(messages([WEB, WEB], ['a', 'b'], () => false)).toEqual([]);
  expect(messages([WEB, WEB], ['a', 'b'], (index) => index === 1)).toHaveLength(1);
});
