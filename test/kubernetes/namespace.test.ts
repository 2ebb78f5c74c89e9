// The Namespace takes only pods that keep to the standard.
import { Platform, Redis, type WebStackProps } from 'cdk8s-webstack';
import { render } from '../manifests';

/** What the Namespace says of pods. */
function standard(props: WebStackProps): Record<string, string> {
  const { labels } = render((stack) => new Redis(stack, 'redis'), props).get('Namespace').metadata;
  const prefix = 'pod-security.kubernetes.io/';
  const found = Object.entries<string>(labels).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(found.map(([key, value]) => [key.slice(prefix.length), value]));
}

const restricted = (version: string) => ({
  ...{ enforce: 'restricted', audit: 'restricted', warn: 'restricted' },
  ...{ 'enforce-version': version, 'audit-version': version, 'warn-version': version },
});

test.each<[string, Platform, string]>([
  ['minikube', Platform.minikube(), 'v1.30'],
  ['EKS', Platform.eks(), 'v1.30'],
  ['any cluster', Platform.generic(), 'v1.27'],
  ['a cluster of a version', Platform.custom({ kubernetesVersion: '1.29' }), 'v1.29'],
])('of the version of %s', (_, platform, version) => {
  expect(standard({ platform })).toEqual(restricted(version));
});

test('whatever label the stack has', () => {
  const labels = { 'pod-security.kubernetes.io/enforce': 'privileged' };
  expect(standard({ labels })).toEqual(restricted('v1.30'));
});
