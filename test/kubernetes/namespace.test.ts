// The Pod Security Standard that a Namespace enforces.
import { Password, Platform, Redis, type WebStackProps } from 'cdk8s-webstack';
import { render } from '../manifests';
import { createPlatform, PLATFORM_NAMES, PLATFORMS } from '../platform/platforms';

/** The labels of the Namespace that set its Pod Security Standard. */
function podSecurity(props: WebStackProps): Record<string, string> {
  const { labels } = render((stack) => new Redis(stack, 'redis', { password: Password.none() }), props).get(
    'Namespace',
  ).metadata;
  const prefix = 'pod-security.kubernetes.io/';
  const entries = Object.entries<string>(labels).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(entries.map(([key, value]) => [key.slice(prefix.length), value]));
}

const restricted = (version: string) => ({
  ...{ enforce: 'restricted', audit: 'restricted', warn: 'restricted' },
  ...{ 'enforce-version': version, 'audit-version': version, 'warn-version': version },
});

test.each<[string, Platform, string]>([
  ...PLATFORM_NAMES.map((name): [string, Platform, string] => [
    name,
    createPlatform(name),
    `v${PLATFORMS[name].kubernetesVersion}`,
  ]),
  ['a cluster of a version', Platform.generic({ kubernetesVersion: '1.29' }), 'v1.29'],
])('enforces the standard of the Kubernetes version of %s', (_, platform, version) => {
  expect(podSecurity({ platform })).toEqual(restricted(version));
});

test('ignores labels of the stack that would change the standard', () => {
  const labels = { 'pod-security.kubernetes.io/enforce': 'privileged' };
  expect(podSecurity({ labels })).toEqual(restricted('v1.30'));
});
