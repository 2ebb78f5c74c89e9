import { ImagePullPolicy, PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Client, IngressNginxRoutes, Peer, Platform, Postgres, Route, type PlatformProps } from 'cdk8s-webstack';
import { mistakes, render } from '../manifests';

const everything: Required<PlatformProps> = {
  storageClass: 'fast',
  accessMode: PersistentVolumeAccessMode.READ_WRITE_ONCE_POD,
  ingressClass: 'internal',
  ingressController: [Peer.cidr('10.128.0.0/20')],
  dns: [Peer.pods('dns', { app: 'unbound' })],
  imagePullPolicy: ImagePullPolicy.ALWAYS,
  kubernetesVersion: '1.29',
  throwAway: true,
};

test('a platform of your own decides all that differs between clusters', () => {
  const manifests = render(
    (stack) => {
      new Postgres(stack, 'postgres');
      const client = new Client(stack, 'client', { image: 'example/client:1.4.0' });
      new IngressNginxRoutes(stack, 'routes', { routes: [Route.prefix('/', client)] });
    },
    { platform: Platform.custom(everything) },
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

test('a platform takes what differs from its kind', () => {
  expect(Platform.eks({ storageClass: 'gp2' })).toMatchObject({ storageClass: 'gp2', accessMode: 'ReadWriteOncePod' });
});

test.each(['v1.30', '1', 'abc', '1.30.2', '1.26', '1.5', ''])('%j is no version', (kubernetesVersion) => {
  const platform = Platform.custom({ kubernetesVersion });
  expect(mistakes(() => undefined, { platform })).toEqual([
    `[app] platform.kubernetesVersion is ${JSON.stringify(kubernetesVersion)}; allowed is major and minor version from 1.27 on, such as '1.30'`,
  ]);
});
