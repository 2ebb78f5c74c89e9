// Changes of a workload with a claim, and pods of others, that endanger the data of its volume.
import { dataLosses } from '../../src/manifests/data-losses';
import type { Manifest } from '../../src/manifests/manifest';
import { secondWriters } from '../../src/manifests/second-writers';

const DATABASE = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'postgres', namespace: 'shop' },
  spec: {
    replicas: 1,
    strategy: { type: 'Recreate' },
    template: {
      spec: {
        securityContext: { runAsUser: 999, fsGroup: 999 },
        containers: [
          {
            name: 'postgres',
            command: ['sh', '-c', 'flock 9'],
            env: [{ name: 'PGDATA', value: '/data/pgdata' }],
            volumeMounts: [
              { name: 'data', mountPath: '/data' },
              { name: 'data', mountPath: '/mnt/volume', readOnly: true },
            ],
          },
        ],
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'postgres' } }],
      },
    },
  },
};
type Database = typeof DATABASE;

/** Returns a copy of the database with changes. */
function changed(change: (database: Database, pod: Database['spec']['template']['spec']) => void): Database {
  const copy = structuredClone(DATABASE);
  change(copy, copy.spec.template.spec);
  return copy;
}

const LOST = 'its data is lost with each pod. Remove the patch.';
const OTHER_WAY =
  'the volume data of the container postgres is mounted in another way: the database does not find its data, or cannot write it.';
const unreadable = (name: string) =>
  `securityContext.${name} is changed: the pod may be unable to read and write the data that is already on its volume.`;

test.each<[string, Manifest, string]>([
  [
    'a DaemonSet',
    changed((database) => (database.kind = 'DaemonSet')),
    'the kind is DaemonSet; allowed: Deployment (two pods on one volume can destroy its data: those of the Deployment that may already run, and those of the new object). Remove the patch.',
  ],
  [
    'a rolling update',
    changed(({ spec }) => (spec.strategy.type = 'RollingUpdate')),
    'spec.replicas is 1 and spec.strategy.type is RollingUpdate; allowed: 1 and Recreate (two pods on one volume can destroy its data). Remove the patch.',
  ],
  [
    'another folder',
    changed((_, pod) => (pod.containers[0].volumeMounts[0].mountPath = '/other')),
    `the volume data of the container postgres is not mounted at /data, where the database writes: ${LOST}`,
  ],
  [
    'a renamed container with another folder',
    changed((_, pod) => {
      pod.containers[0].name = 'other';
      pod.containers[0].volumeMounts.shift();
    }),
    `the volume data of the container postgres is not mounted at /data, where the database writes: ${LOST}`,
  ],
  [
    'a volume without a claim',
    changed((_, pod) => (pod.volumes = [{ name: 'data' } as (typeof pod.volumes)[0]])),
    `the volume data is no longer a PersistentVolumeClaim: ${LOST}`,
  ],
])('an error: %s', (_, manifest, message) => {
  expect(dataLosses(DATABASE, manifest)).toMatchObject([{ isError: true, message }]);
});

test.each<[string, Manifest, string]>([
  [
    'another claim',
    changed((_, pod) => (pod.volumes[0].persistentVolumeClaim.claimName = 'other')),
    'the volume data no longer is the claim postgres: the data there is not used.',
  ],
  [
    'a part of the volume',
    changed((_, pod) => Object.assign(pod.containers[0].volumeMounts[0], { subPath: 'a' })),
    OTHER_WAY,
  ],
  ['a volume that is read-only', changed((_, pod) => (pod.containers[0].volumeMounts[0].readOnly = true)), OTHER_WAY],
  [
    'another folder of data',
    changed((_, pod) => (pod.containers[0].env[0].value = '/data/other')),
    'its variable PGDATA is no longer /data/pgdata: the database does not find its data in that folder.',
  ],
  ['another user', changed((_, pod) => (pod.securityContext.runAsUser = 70)), unreadable('runAsUser')],
  [
    'another user of the container',
    changed((_, pod) => Object.assign(pod.containers[0], { securityContext: { runAsUser: 70 } })),
    unreadable('runAsUser'),
  ],
  ['another group', changed((_, pod) => (pod.securityContext.fsGroup = 70)), unreadable('fsGroup')],
  [
    'another name',
    changed(({ metadata }) => (metadata.name = 'other')),
    'its name is changed: if the Deployment postgres already runs, two pods write to one volume. Delete it first.',
  ],
])('a warning: %s', (_, manifest, message) => {
  expect(dataLosses(DATABASE, manifest)).toEqual([{ rule: 'volume-data', isError: false, message }]);
});

test.each<[string, Manifest]>([
  ['no change', structuredClone(DATABASE)],
  ['no pod', changed(({ spec }) => (spec.replicas = 0))],
  ['a sidecar with another user', changed((_, { containers }) => void containers.push({ name: 'log' } as never))],
  ['no search of the volume', changed((_, pod) => void pod.containers[0].volumeMounts.pop())],
  ['another image', changed((_, pod) => Object.assign(pod.containers[0], { image: 'postgres:18' }))],
])('nothing: %s', (_, manifest) => {
  expect(dataLosses(DATABASE, manifest)).toEqual([]);
});

const mounting = (kind: string, volume: object = {}, mount: object = {}, namespace = 'shop'): Manifest => {
  const persistentVolumeClaim = { claimName: 'postgres', ...volume };
  const spec = {
    containers: [{ name: 'a', volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }] }],
    volumes: [{ name: 'v', persistentVolumeClaim }],
  };
  const metadata = { name: 'copy', namespace };
  const template = { spec };
  if (kind === 'Pod') return { kind, metadata, spec };
  return { kind, metadata, spec: kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template } };
};
const messages = (manifest: Manifest, ...own: Manifest[]) =>
  secondWriters([DATABASE, ...own, manifest], [DATABASE, ...own, undefined]).map(({ message }) => message);

test.each(['Job', 'Deployment', 'CronJob', 'Pod', 'StatefulSet', 'DaemonSet'])('a %s of others is a writer', (kind) => {
  expect(messages(mounting(kind))).toEqual([
    'its pod mounts the claim postgres of the Deployment postgres: two pods on one volume can destroy its data. Remove the volume, or mount it read-only.',
  ]);
});

test.each<[string, Manifest]>([
  ['reads', mounting('Job', { readOnly: true })],
  ['mounts read-only', mounting('Job', {}, { readOnly: true })],
  ['mounts another claim', mounting('Job', { claimName: 'other' })],
  ['mounts a claim of another namespace', mounting('Job', {}, {}, 'blog')],
])('a pod of others that %s is no writer', (_, manifest) => {
  expect(messages(manifest)).toEqual([]);
});

test('a patched component is a writer, but not one that was declared so', () => {
  const declared = mounting('Deployment', { claimName: 'other' });
  const patched = mounting('Deployment');
  expect(secondWriters([DATABASE, patched], [DATABASE, declared])).toHaveLength(1);
  expect(secondWriters([DATABASE, patched], [DATABASE, patched])).toEqual([]);
});

test.each([
  ['ReadWriteOnce', 1],
  ['ReadWriteMany', 0],
])('a claim with the access mode %s of a workload without a lock has %i other writers', (accessMode, count) => {
  const owner = changed((_, pod) => (pod.containers[0].command = []));
  const claim = {
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'postgres', namespace: 'shop' },
    spec: { accessModes: [accessMode] },
  };
  const job = mounting('Job');
  expect(secondWriters([owner, claim, job], [owner, claim, undefined])).toHaveLength(count);
});
