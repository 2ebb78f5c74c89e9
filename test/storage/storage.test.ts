import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { Platform, Postgres, Server, Storage, Volume, type StorageOptions, type WebStack } from 'cdk8s-webstack';
import { errors, render } from '../manifests';
import { createPlatform, PLATFORM_NAMES, PLATFORMS } from '../platform/platforms';

const two = Size.gibibytes(2);

/** The spec of the claim of a database. */
function claimSpec(storage: Storage, platform = Platform.minikube()) {
  return render((stack) => new Postgres(stack, 'postgres', { storage }), { platform }).get('PersistentVolumeClaim')
    .spec;
}

test.each(PLATFORM_NAMES)('creates a claim with the settings of %s', (name) => {
  const { storageClass, accessMode } = PLATFORMS[name];
  expect(claimSpec(Storage.ofSize(two), createPlatform(name))).toEqual({
    ...(storageClass && { storageClassName: storageClass }),
    accessModes: [accessMode],
    resources: { requests: { storage: '2Gi' } },
  });
});

test('creates a claim with every option', () => {
  const accessMode = PersistentVolumeAccessMode.READ_WRITE_ONCE;
  expect(claimSpec(Storage.ofSize(two, { storageClass: 'fast', accessMode, volumeName: 'disk-1' }))).toEqual({
    ...{ accessModes: ['ReadWriteOnce'], storageClassName: 'fast', volumeName: 'disk-1' },
    resources: { requests: { storage: '2Gi' } },
  });
});

test('sets no storage class on a claim that binds a volume by name', () => {
  expect(claimSpec(Storage.ofSize(two, { volumeName: 'disk-1' })).storageClassName).toBe('');
});

test('mounts an existing claim, and does not create it', () => {
  const manifests = render((stack) => new Postgres(stack, 'postgres', { storage: Storage.claim('old-data') }));
  expect(manifests.all('PersistentVolumeClaim')).toEqual([]);
  expect(manifests.folders('postgres')['/var/lib/postgresql']).toBe('claim old-data');
});

test('allows several replicas with a claim for several pods', () => {
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

  test('is created, and mounted by one pod', () => {
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

  test('is mounted by several pods if its access mode allows it', () => {
    const manifests = uploads({ accessMode: PersistentVolumeAccessMode.READ_WRITE_MANY, storageClass: 'shared' });
    expect(manifests.get('PersistentVolumeClaim').spec).toMatchObject({
      accessModes: ['ReadWriteMany'],
      storageClassName: 'shared',
    });
    expect(manifests.get('Deployment').spec.strategy.type).toBe('RollingUpdate');
  });
});

describe('claims', () => {
  const image = 'example/server:1.4.0';
  const workload = (stack: WebStack, id: string, ...volumes: Volume[]) =>
    new Server(stack, id, {
      image,
      replicas: 1,
      volumes: Object.fromEntries(volumes.map((volume, n) => [`/srv/${n}`, volume])),
    });

  test('rejects a claim that another workload has created', () => {
    const declare = (stack: WebStack) => {
      workload(stack, 'server', Volume.persistent('uploads', two));
      workload(stack, 'other', Volume.claim('server-uploads'));
    };
    expect(errors(declare)).toEqual([
      '[app/other] the claim "server-uploads" is also mounted by app/server, but only one pod at a time can mount it. Use a claim for each component, or set an access mode for several pods on both volumes.',
    ]);
  });

  test('a volume that two workloads mount is one claim, of the first', () => {
    const accessMode = PersistentVolumeAccessMode.READ_WRITE_MANY;
    const uploads = Volume.persistent('uploads', two, { accessMode });
    const manifests = render((stack) => {
      expect(Object.keys(workload(stack, 'server', uploads).claims)).toEqual(['uploads']);
      expect(workload(stack, 'other', uploads).claims).toEqual({});
    });
    expect(manifests.all('PersistentVolumeClaim').map(({ metadata }) => metadata.name)).toEqual(['server-uploads']);
    expect(manifests.folders('other')['/srv/0']).toBe('claim server-uploads');
  });

  test('rejects a volume that two workloads mount, if only one pod can', () => {
    const uploads = Volume.persistent('uploads', two);
    const declare = (stack: WebStack) => [workload(stack, 'server', uploads), workload(stack, 'other', uploads)];
    expect(errors(declare)).toEqual([
      '[app/other] the claim "server-uploads" is also mounted by app/server, but only one pod at a time can mount it. Use a claim for each component, or set an access mode for several pods on both volumes.',
    ]);
  });

  test('rejects a claim with two access modes', () => {
    const [many, readOnly] = [PersistentVolumeAccessMode.READ_WRITE_MANY, PersistentVolumeAccessMode.READ_ONLY_MANY];
    const [one, other] = [many, readOnly].map((accessMode) => Volume.claim('x', { accessMode }));
    const message = 'the claim "x" has the access mode ReadOnlyMany here, and ReadWriteMany in';
    expect(errors((stack) => [workload(stack, 'server', one), workload(stack, 'other', other)])).toEqual([
      `[app/other] ${message} app/server. Set the same one.`,
    ]);
    expect(errors((stack) => workload(stack, 'server', one, other))).toEqual([
      `[app/server] ${message} another volume. Set the same one.`,
    ]);
  });

  test('accepts a claim that one pod mounts twice', () => {
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

  test('rejects an access mode for several pods on a database', () => {
    const accessMode = PersistentVolumeAccessMode.READ_WRITE_MANY;
    const postgres = (storage?: Storage) => (stack: WebStack) => new Postgres(stack, 'postgres', { storage });
    const message = (property: string) =>
      `[app/postgres] ${property} is ReadWriteMany; allowed: ReadWriteOnce, ReadWriteOncePod (a database is the only writer of its data).`;
    expect(errors(postgres(), { platform: Platform.generic({ accessMode }) })).toEqual([
      message('platform.accessMode'),
    ]);
    expect(errors(postgres(Storage.ofSize(two, { accessMode })))).toEqual([message('Storage.ofSize.accessMode')]);
  });

  test('rejects invalid names', () => {
    const invalid = (property: string, kind: string, name: string) =>
      `[app/postgres] ${property} is "${name}"; allowed: a ${kind} name of at most 253 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit.`;
    const declare = (storage: Storage) => errors((stack) => new Postgres(stack, 'postgres', { storage }));
    expect(declare(Storage.claim('Bad Name!'))).toEqual([
      invalid('the name of Storage.claim', 'PersistentVolumeClaim', 'Bad Name!'),
    ]);
    expect(declare(Storage.ofSize(two, { storageClass: 'X Y' }))).toEqual([
      `${invalid('Storage.ofSize.storageClass', 'storage class', 'X Y')} Write "x-y".`,
    ]);
  });

  test('rejects names of volumes that give an invalid claim name', () => {
    const allowed =
      "a PersistentVolumeClaim name of at most 253 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit";
    expect(errors((stack) => workload(stack, 'server', Volume.persistent('My Uploads', two)))).toEqual([
      `[app/server] the name of the claim is "server-My Uploads"; allowed: ${allowed}. Write "server-my-uploads".`,
    ]);
  });

  test.each<[string, Volume, string]>([
    ['Volume.emptyDir', Volume.emptyDir(Size.kibibytes(1)), 'the sizeLimit of Volume.emptyDir'],
    ['Volume.persistent', Volume.persistent('uploads', Size.kibibytes(1)), 'the size of Volume.persistent'],
  ])('rejects a size below 1 MiB in %s', (_, volume, property) => {
    expect(errors((stack) => workload(stack, 'server', volume))).toEqual([
      `[app/server] ${property} is 1 KiB; allowed: a whole number of KiB, at least 1 MiB, such as Size.mebibytes(1).`,
    ]);
  });
});
