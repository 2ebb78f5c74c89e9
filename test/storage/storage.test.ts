import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Platform, Postgres, Server, Storage, Volume, type StorageOptions, type WebStack } from 'cdk8s-webstack';
import { mistakes, render } from '../manifests';

const two = Size.gibibytes(2);

function claim(storage: Storage, platform = Platform.minikube()) {
  return render((stack) => new Postgres(stack, 'postgres', { storage }), { platform }).get('PersistentVolumeClaim')
    .spec;
}

test.each<[string, Platform, object]>([
  ['minikube', Platform.minikube(), { storageClassName: 'standard', accessModes: ['ReadWriteOnce'] }],
  ['kind', Platform.kind(), { storageClassName: 'standard', accessModes: ['ReadWriteOnce'] }],
  ['EKS', Platform.eks(), { storageClassName: 'gp3', accessModes: ['ReadWriteOncePod'] }],
  ['GKE', Platform.gke(), { storageClassName: 'standard-rwo', accessModes: ['ReadWriteOncePod'] }],
  ['any other', Platform.generic(), { accessModes: ['ReadWriteOnce'] }],
])('a claim on %s', (_, platform, spec) => {
  expect(claim(Storage.ofSize(two), platform)).toEqual({ ...spec, resources: { requests: { storage: '2Gi' } } });
});

test('a claim with every option', () => {
  const accessMode = PersistentVolumeAccessMode.READ_WRITE_ONCE;
  expect(claim(Storage.ofSize(two, { storageClass: 'fast', accessMode, volumeName: 'disk-1' }))).toEqual({
    ...{ accessModes: ['ReadWriteOnce'], storageClassName: 'fast', volumeName: 'disk-1' },
    resources: { requests: { storage: '2Gi' } },
  });
});

test('a claim that is bound by name goes without a class', () => {
  expect(claim(Storage.ofSize(two, { volumeName: 'disk-1' })).storageClassName).toBe('');
});

test('a claim that is there already is mounted, and not made', () => {
  const manifests = render((stack) => new Postgres(stack, 'postgres', { storage: Storage.claim('old-data') }));
  expect(manifests.all('PersistentVolumeClaim')).toEqual([]);
  expect(manifests.folders('postgres')['/var/lib/postgresql']).toBe('claim old-data');
});

test('a claim for many allows replicas', () => {
  const accessMode = PersistentVolumeAccessMode.READ_WRITE_MANY;
  const volumes = { '/srv': Volume.claim('uploads', { accessMode, readOnly: true }) };
  const manifests = render((stack) => new Server(stack, 'server', { image: 'example/server:1.4.0', volumes }));
  expect(manifests.get('Deployment').spec).toMatchObject({ replicas: 3, strategy: { type: 'RollingUpdate' } });
  expect(manifests.container('server').volumeMounts).toContainEqual({
    name: 'volume-1',
    mountPath: '/srv',
    readOnly: true,
  });
});

describe('a claim for the uploads of a server', () => {
  const uploads = (options?: StorageOptions) =>
    render((stack) => {
      const volumes = { '/srv/uploads': Volume.persistent('uploads', two, options) };
      new Server(stack, 'server', { image: 'example/server:1.4.0', replicas: options ? 3 : 1, volumes });
    });

  test('is made, and one pod mounts it', () => {
    const manifests = uploads();
    const { metadata, spec } = manifests.get('PersistentVolumeClaim');
    expect([metadata.name, spec.accessModes, spec.storageClassName]).toEqual([
      'server-uploads',
      ['ReadWriteOnce'],
      'standard',
    ]);
    expect(manifests.folders('server')['/srv/uploads']).toBe('claim server-uploads');
    expect(manifests.get('Deployment').spec.strategy).toEqual({ type: 'Recreate' });
  });

  test('is mounted by many where its access mode says so', () => {
    const manifests = uploads({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY, storageClass: 'shared' });
    expect(manifests.get('PersistentVolumeClaim').spec).toMatchObject({
      accessModes: ['ReadWriteMany'],
      storageClassName: 'shared',
    });
    expect(manifests.get('Deployment').spec.strategy.type).toBe('RollingUpdate');
  });
});

describe('a claim is refused', () => {
  const image = 'example/server:1.4.0';
  const workload = (stack: WebStack, id: string, ...volumes: Volume[]) =>
    new Server(stack, id, {
      image,
      replicas: 1,
      volumes: Object.fromEntries(volumes.map((each, n) => [`/srv/${n}`, each])),
    });

  test('that another workload has made for itself', () => {
    const declare = (stack: WebStack) => {
      workload(stack, 'server', Volume.persistent('uploads', two));
      workload(stack, 'other', Volume.claim('server-uploads'));
    };
    expect(mistakes(declare)).toEqual([
      '[app/other] the claim "server-uploads" is mounted by app/server too, and one pod at a time can have it; give each a claim of its own, or both an access mode for many',
    ]);
  });

  test('not for being mounted twice by one pod', () => {
    const uploads = Volume.persistent('uploads', two);
    const declare = (stack: WebStack) =>
      workload(stack, 'server', uploads, uploads, Volume.claim('x'), Volume.claim('x', { readOnly: true }));
    const manifests = render(declare);
    expect(manifests.all('PersistentVolumeClaim')).toHaveLength(1);
    expect(manifests.pod('server').volumes).toHaveLength(4);
    expect(Object.values(manifests.folders('server')).sort()).toEqual([
      ...['claim server-uploads', 'claim server-uploads', 'claim x', 'claim x', 'emptyDir'],
    ]);
  });

  test('of a database, for many, whoever says so', () => {
    const platform = Platform.custom({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY });
    expect(mistakes((stack) => new Postgres(stack, 'postgres'), { platform })).toEqual([
      '[app/postgres] the access mode is ReadWriteMany, and a database is the only writer of its data; use ReadWriteOnce or ReadWriteOncePod',
    ]);
  });

  test('with a name that Kubernetes refuses', () => {
    const refused = (what: string) =>
      `[app/postgres] the ${what} has a name that Kubernetes refuses; allowed are a-z, 0-9, '-' and '.', at most 253`;
    const declare = (storage: Storage) => mistakes((stack) => new Postgres(stack, 'postgres', { storage }));
    expect(declare(Storage.claim('Bad Name!'))).toEqual([refused('claim "Bad Name!"')]);
    expect(declare(Storage.ofSize(two, { storageClass: 'X Y' }))).toEqual([refused('storage class "X Y"')]);
  });
});
