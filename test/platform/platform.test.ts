import { ImagePullPolicy, PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Client, IngressNginxRoutes, Peer, Platform, Postgres, Route, type PlatformProps } from 'cdk8s-webstack';
import { errors, render } from '../manifests';
import { createPlatform, PLATFORM_NAMES, PLATFORMS } from './platforms';

const everything: Required<PlatformProps> = {
  storageClass: 'fast',
  accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE_POD,
  ingressClass: 'internal',
  ingressController: [Peer.cidr('10.128.0.0/20')],
  dns: [Peer.pods('dns', { app: 'unbound' })],
  imagePullPolicy: ImagePullPolicy.ALWAYS,
  kubernetesVersion: '1.29',
  disposable: true,
};

test('renders all settings of a generic platform', () => {
  const manifests = render(
    (stack) => {
      new Postgres(stack, 'postgres');
      const client = new Client(stack, 'client', { image: 'example/client:1.4.0' });
      new IngressNginxRoutes(stack, 'routes', { routes: [Route.prefix('/', client)] });
    },
    { platform: Platform.generic(everything) },
  );
  const { accessModes, storageClassName } = manifests.get('PersistentVolumeClaim').spec;
  const { imagePullPolicy, lifecycle } = manifests.container('client');
  expect([accessModes, storageClassName]).toEqual([['ReadWriteOncePod'], 'fast']);
  expect([imagePullPolicy, lifecycle.preStop]).toEqual(['Always', { exec: { command: ['sleep', '6'] } }]);
  expect(manifests.get('Ingress').spec.ingressClassName).toBe('internal');
  const { ingress } = manifests.get('NetworkPolicy', 'routes-client').spec;
  expect(ingress[0].from).toEqual([{ ipBlock: { cidr: '10.128.0.0/20' } }]);
  for (const { spec } of manifests.all('NetworkPolicy').filter(({ spec }) => spec.egress)) {
    expect(spec.egress.at(-1).to).toEqual([
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'dns' } },
        podSelector: { matchLabels: { app: 'unbound' } },
      },
    ]);
  }
});

test.each(PLATFORM_NAMES)('has the values of %s, unless they are overridden', (name) => {
  const { storageClass, accessMode, kubernetesVersion, disposable } = PLATFORMS[name];
  const expected = { storageClass, accessMode, kubernetesVersion, disposable, ingressClass: 'nginx' };
  expect(createPlatform(name)).toMatchObject(expected);
  expect(createPlatform(name, { storageClass: 'fast' })).toMatchObject({ ...expected, storageClass: 'fast' });
  expect(createPlatform(name, { storageClass: undefined })).toMatchObject(expected);
  expect(createPlatform(name, everything)).toMatchObject(everything);
});

test.each(['v1.30', '1', 'abc', '1.30.2', '1.26', '1.5', ''])('rejects the version %j', (kubernetesVersion) => {
  const platform = Platform.generic({ kubernetesVersion });
  expect(errors(() => undefined, { platform })).toEqual([
    `[app] Platform.generic.kubernetesVersion is ${JSON.stringify(kubernetesVersion)}; allowed: a major and minor version from 1.27, such as '1.30'.`,
  ]);
});

test('rejects a storage class and an ingress class that are not valid names', () => {
  const platform = Platform.generic({ storageClass: 'Fast', ingressClass: 'in_ternal' });
  const name =
    "name of at most 253 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit";
  expect(errors(() => undefined, { platform })).toEqual([
    `[app] Platform.generic.storageClass is "Fast"; allowed: a storage class ${name}. Write "fast".`,
    `[app] Platform.generic.ingressClass is "in_ternal"; allowed: an ingress class ${name}. Write "in-ternal".`,
  ]);
});
