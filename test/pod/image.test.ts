// Images that registries have, and tags that stay.
import { Worker } from 'cdk8s-webstack';
import { errors } from '../manifests';

const errorsOf = (image: string) => errors((stack) => new Worker(stack, 'x', { image }));
const digest = `sha256:${'a'.repeat(64)}`;

test.each(
  (
    'latest main master trunk head HEAD develop dev edge nightly canary next rolling snapshot stable lts current prod ' +
    'production staging test release beta mainline alpine latest-alpine stable-slim mainline-alpine-perl latest-arm64 ' +
    '18-latest 1.0-SNAPSHOT 2.1-nightly'
  ).split(' '),
)('rejects the tag %s, which moves', (tag) => {
  expect(errorsOf(`example/x:${tag}`)).toEqual([
    `[app/x] the image "example/x:${tag}" has the tag '${tag}', so a restart may run a different image. Add a tag such as 1.4.0, or a digest.`,
  ]);
  expect(errorsOf(`example/x:${tag}@${digest}`)).toEqual([]);
});

test.each([
  'undefined',
  'null',
  'NaN',
  'None',
  'v-undefined',
  '1.4.null',
  'undefined-slim',
  'true',
  'false',
  'Infinity',
])('rejects the tag %s, in which a value was not set', (tag) => {
  expect(errorsOf(`example/x:${tag}`)).toEqual([
    `[app/x] the image "example/x:${tag}" has the tag '${tag}', in which a value was not set. Add a tag such as 1.4.0, or a digest.`,
  ]);
});

test.each([
  ...['1', '1.4.0', 'v2_rc.1', '22-slim', 'main-1a2b3c4', 'stable-2026-01-01', 'nullable', 'nan', 'dev.7', 'bookworm'],
  ...[
    '1.0-beta',
    '1.0.0-rc.1',
    'release-1.4',
    'beta3',
    'test-42',
    'prod-abcdefa',
    '17-alpine',
    'noble-20260101',
    '3.20',
  ],
  ...['1.0-SNAPSHOT-1a2b3c4', '2.0-nightly.20260101', 'latest-2026-01-01', 'r1234', 'RELEASE.2026-01-01', 'v1-true'],
  ...['a1b2c3d', 'jammy', '8u402-jdk', 'pg17', 'windows-ltsc2022', 'PR-12', 'preview-7', 'b1'],
])('accepts the tag %s', (tag) => {
  expect(errorsOf(`example/x:${tag}`)).toEqual([]);
});

test.each(['undefined:1.0', 'a/undefined:1', 'null/b:1', 'undefined/x:1', 'undefined:5000/x:1', 'a-undefined:1'])(
  'rejects the name of %s, in which a value was not set',
  (image) => {
    expect(errorsOf(image)).toEqual([
      `[app/x] the image "${image}" has a name in which a value was not set. Set the value.`,
    ]);
  },
);

test.each(['nullable:1', 'a/nan:1', 'not-null:1', 'a/undefinedx:1', 'none:1'])('accepts the name of %s', (image) => {
  expect(errorsOf(image)).toEqual([]);
});

test('offers to await the tag of an image', () => {
  expect(errorsOf('example/x:[object Promise]')).toEqual([
    '[app/x] image is "example/x:[object Promise]"; allowed: registry/name:tag or registry/name@sha256:digest, in lower case. Await it before you pass it.',
  ]);
});

test.each([0, 65536, 99999])('rejects the registry port %i', (port) => {
  expect(errorsOf(`registry.example:${port}/x:1`)).toEqual([
    `[app/x] image is "registry.example:${port}/x:1"; allowed: a registry with a port from 1 to 65535.`,
  ]);
  expect(errorsOf('registry.example:65535/x:1')).toEqual([]);
});

test('rejects a name that is longer than registries accept', () => {
  const [longest, longer] = [255, 256].map((length) => `${'x'.repeat(length)}:1`);
  expect(errorsOf(longest)).toEqual([]);
  const [error] = errorsOf(longer);
  expect(error).toContain('allowed: at most 255 characters before the tag (registries accept no more).');
});

test('judges long names in a time in proportion to their length: else this exceeds the time limit of a test', () => {
  const texts = [':'.repeat(80_000), 'a-'.repeat(40_000), 'a/'.repeat(40_000)];
  expect(texts.map((text) => errorsOf(text).length)).toEqual([1, 1, 1]);
});
