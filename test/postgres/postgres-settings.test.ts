// How a Postgres is set up for its memory, and how it ends.
import { Size } from 'cdk8s';
import { Platform, Postgres } from 'cdk8s-webstack';
import { mistakes, render } from '../manifests';

const container = (memory?: Size) =>
  render((stack) => new Postgres(stack, 'postgres', { memory })).container('postgres');

test.each<[string, Size | undefined, string[]]>([
  ['nothing is said', undefined, ['131072kB', '262144kB', '32768kB', '4096kB']],
  ['128 MiB', Size.mebibytes(128), ['32768kB', '65536kB', '8192kB', '4096kB']],
  ['512 MiB', Size.mebibytes(512), ['131072kB', '262144kB', '32768kB', '4096kB']],
  ['a size that no quarter goes into', Size.kibibytes(131_073), ['32768kB', '65536kB', '8192kB', '4096kB']],
  ['8 GiB', Size.gibibytes(8), ['2097152kB', '4194304kB', '524288kB', '20971kB']],
  [
    '64 GiB, of which upkeep has no more than one',
    Size.gibibytes(64),
    ['16777216kB', '33554432kB', '1048576kB', '167772kB'],
  ],
])('its memory where it is %s', (_, memory, [buffers, cache, upkeep, work]) => {
  expect(container(memory).args).toEqual([
    'postgres',
    ...['-c', `shared_buffers=${buffers}`],
    ...['-c', `effective_cache_size=${cache}`],
    ...['-c', `maintenance_work_mem=${upkeep}`],
    ...['-c', `work_mem=${work}`],
  ]);
});

test('less than it can start with is refused', () => {
  expect(mistakes((stack) => new Postgres(stack, 'postgres', { memory: Size.mebibytes(127) }))).toEqual([
    '[app/postgres] memory is 130048 KiB; allowed is a whole number of KiB, at least 128 MiB: Size.mebibytes(128)',
  ]);
});

test.each([
  ['where there is a sleep action', Platform.minikube()],
  ['where there is none', Platform.generic()],
])('it ends its connections and then in order, in two minutes, %s', (_, platform) => {
  const manifests = render((stack) => new Postgres(stack, 'postgres'), { platform });
  expect(manifests.container('postgres').lifecycle).toEqual({
    preStop: { exec: { command: ['sh', '-c', 'kill -INT 1'] } },
  });
  expect(manifests.pod('postgres').terminationGracePeriodSeconds).toBe(120);
});
