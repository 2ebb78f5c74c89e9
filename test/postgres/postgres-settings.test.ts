// The settings of a Postgres that follow from its memory, and how it shuts down.
import { Size } from 'cdk8s';
import { Platform, Postgres } from 'cdk8s-webstack';
import { errors, render } from '../manifests';

const container = (memory?: Size) =>
  render((stack) => new Postgres(stack, 'postgres', { memory })).container('postgres');

test.each<[string, Size | undefined, string[]]>([
  ['not set', undefined, ['131072kB', '262144kB', '32768kB', '4096kB']],
  ['128 MiB', Size.mebibytes(128), ['32768kB', '65536kB', '8192kB', '4096kB']],
  ['512 MiB', Size.mebibytes(512), ['131072kB', '262144kB', '32768kB', '4096kB']],
  ['a size that is not divisible by four', Size.kibibytes(131_073), ['32768kB', '65536kB', '8192kB', '4096kB']],
  ['8 GiB', Size.gibibytes(8), ['2097152kB', '4194304kB', '524288kB', '20971kB']],
  [
    '64 GiB, of which maintenance uses 1 GiB at most',
    Size.gibibytes(64),
    ['16777216kB', '33554432kB', '1048576kB', '167772kB'],
  ],
])('settings for a memory of %s', (_, memory, [buffers, cache, maintenance, work]) => {
  expect(container(memory).args).toEqual([
    'postgres',
    ...['-c', 'listen_addresses=*', '-c', 'port=5432', '-c', 'unix_socket_directories=/var/run/postgresql'],
    ...['-c', `shared_buffers=${buffers}`],
    ...['-c', `effective_cache_size=${cache}`],
    ...['-c', `maintenance_work_mem=${maintenance}`],
    ...['-c', `work_mem=${work}`],
  ]);
});

test('rejects less memory than it can start with', () => {
  expect(errors((stack) => new Postgres(stack, 'postgres', { memory: Size.mebibytes(127) }))).toEqual([
    '[app/postgres] memory is 130048 KiB; allowed: a whole number of KiB, at least 128 MiB, such as Size.mebibytes(128).',
  ]);
});

/** Waits until process 1 handles SIGINT. */
const WAIT_AND_INTERRUPT = "until grep -q '^SigCgt.*[2367abef]$' /proc/1/status; do sleep 0.1; done; kill -INT 1";

test.each([
  ['with the sleep action', Platform.minikube()],
  ['without it', Platform.generic()],
])('ends connections and shuts down in order within two minutes, %s', (_, platform) => {
  const manifests = render((stack) => new Postgres(stack, 'postgres'), { platform });
  expect(manifests.container('postgres').lifecycle).toEqual({
    preStop: { exec: { command: ['sh', '-c', WAIT_AND_INTERRUPT] } },
  });
  expect(manifests.pod('postgres').terminationGracePeriodSeconds).toBe(120);
});
