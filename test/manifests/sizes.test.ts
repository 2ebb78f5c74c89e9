// Manifests that are larger than the cluster stores.
import type { Manifest } from '../../src/manifests/manifest';
import { sizeErrors } from '../../src/manifests/sizes';

const KIB = 1024;
const text = (bytes: number) => 'x'.repeat(bytes);
const base64 = (bytes: number) => Buffer.alloc(bytes).toString('base64');
const withVariables = (count: number): Manifest => {
  const env = Array.from({ length: count }, (_, index) => ({ name: `A${index}`, value: text(100 * KIB) }));
  return { kind: 'Deployment', spec: { template: { spec: { containers: [{ name: 'server', env }] } } } };
};
const FILES = 'Keep large files in a volume or in the image.';

test.each<[string, Manifest, string]>([
  [
    'a ConfigMap',
    { kind: 'ConfigMap', data: { a: text(1024 * KIB), b: 'y' } },
    `the data of the ConfigMap has 1048577 bytes; allowed: 1048576 (the cluster stores no more). ${FILES}`,
  ],
  [
    'binary data',
    { kind: 'ConfigMap', binaryData: { a: base64(1024 * KIB), b: base64(1) } },
    `the data of the ConfigMap has 1048577 bytes; allowed: 1048576 (the cluster stores no more). ${FILES}`,
  ],
  [
    'a Secret',
    { kind: 'Secret', data: { a: base64(1024 * KIB) }, stringData: { b: 'é' } },
    `the data of the Secret has 1048578 bytes; allowed: 1048576 (the cluster stores no more). ${FILES}`,
  ],
  [
    'annotations',
    { kind: 'Service', metadata: { annotations: { a: text(256 * KIB) } } },
    'the Service.metadata.annotations has 262145 bytes; allowed: 262144 (the cluster stores no more). Move large texts into a ConfigMap.',
  ],
  [
    'a Deployment',
    withVariables(16),
    'the Deployment has 1638899 bytes; allowed: 1572864 (the cluster stores no more). Its largest part is the Deployment.spec.template.spec.containers[server].env, with 1638807 bytes: split the object, or move texts into volumes.',
  ],
  [
    'a custom resource of controls and characters of three bytes',
    { kind: 'Page', text: '\u0001'.repeat(200 * KIB) + '€'.repeat(150 * KIB) },
    'the Page has 1689625 bytes; allowed: 1572864 (the cluster stores no more). Its largest part is the Page.text, with 1689602 bytes: split the object, or move texts into volumes.',
  ],
])('rejects %s', (_, manifest, error) => {
  expect(sizeErrors(manifest)).toEqual([error]);
});

test.each<[string, Manifest]>([
  ['a full ConfigMap', { kind: 'ConfigMap', data: { a: text(1024 * KIB) } }],
  ['a full Secret', { kind: 'Secret', data: { a: base64(1024 * KIB) } }],
  ['full annotations', { kind: 'Service', metadata: { annotations: { a: text(256 * KIB - 1) } } }],
  ['a large Deployment', withVariables(15)],
  ['a small object', { kind: 'Service', metadata: undefined, spec: null }],
])('accepts %s', (_, manifest) => {
  expect(sizeErrors(manifest)).toEqual([]);
});
