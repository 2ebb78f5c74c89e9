// Redis loses its data, or no worker runs. In the end every value is there.
import { Size } from 'cdk8s';
import { Storage } from 'cdk8s-webstack';
import { eventually, kubectl } from '../../cluster';
import { storeUnavailable, type Api } from '../../fib/api';
import type { Pod } from '../pod';
import { isFull, row } from '../table';
import { seconds, type World } from './world';

/** A wipe starts a new pod, which also resets the restart back-off. */
const FAULTS = isFull ? [...Array(3).fill(['kill', 'kill', 'kill', 'wipe']).flat(), 'kill'] : ['kill', 'wipe'];
const ABSENCE_MS = isFull ? 60_000 : 2_000;
const INDEXES = 41;
const MARK = 'fault';
const ASK = `redis-cli ping && redis-cli get ${MARK}`;

export function describeRedis(world: () => World): void {
  row('Redis with a claim is killed, or wiped', 'every index has its value at most 30 s after Redis is back', () =>
    losses(world()),
  );
  row('no worker runs for a minute', 'indexes submitted meanwhile are computed', () => absence(world()));
}

interface Loss {
  /** Time from the return of Redis until all values are there. */
  readonly ms: number;
  /** The number of submissions that were rejected meanwhile. */
  readonly rejected: number;
}

async function losses(world: World): Promise<string> {
  await world.restore({ redis: { storage: Storage.ofSize(Size.mebibytes(64)) } });
  await world.application.clear();
  const found: Loss[] = [];
  for (const fault of FAULTS) found.push(await lose(world, fault, 3 * found.length));
  const longest = Math.max(...found.map(({ ms }) => ms));
  const rejected = found.reduce((sum, loss) => sum + loss.rejected, 0);
  expect(longest).toBeLessThanOrEqual(30_000);
  if (isFull) expect(rejected).toBeGreaterThan(0); // In the short form Redis may be back before the first request.
  const wipes = FAULTS.filter((fault) => fault === 'wipe').length;
  const faults = `${found.length - wipes} kills, data kept; ${wipes} wipes`;
  return `${faults}; ${rejected} of ${2 * found.length} submissions rejected meanwhile; all values within ${seconds(longest)}`;
}

/** Submits one index before Redis goes and two meanwhile, each of them once. */
async function lose(world: World, fault: string, index: number): Promise<Loss> {
  const { application, api } = world;
  await api.take(index);
  await application.exec('redis', 'redis-cli', 'set', MARK, 'kept');
  const before = await application.pod('redis');
  if (fault === 'kill') await world.killer.kill(world.namespace, `pod/${before.name}`);
  else await wipe(world, before);
  const successor = markOfSuccessor(world, before).then((mark) => ({ mark, back: Date.now() }));
  const [accepted, { mark, back }] = await Promise.all([submit(api, index + 1, index + 2), successor]);
  expect(mark).toBe(fault === 'kill' ? 'kept' : '');
  await api.complete(index, ...accepted);
  return { ms: Date.now() - back, rejected: 2 - accepted.length };
}

async function wipe({ application, namespace }: World, { name }: Pod): Promise<void> {
  await application.exec('redis', 'redis-cli', 'flushall');
  await kubectl('delete', '--namespace', namespace, `pod/${name}`, '--wait=false');
}

/** Submits indexes and returns the accepted ones. The server must answer 503 for the others; those that Postgres has get values too. */
async function submit(api: Api, ...indexes: number[]): Promise<number[]> {
  const responses = await Promise.all(indexes.map(api.post));
  const rejections = responses.filter(({ status }) => status !== 200).map(({ status, body }) => ({ status, body }));
  expect(rejections).toEqual(rejections.map(() => ({ status: 503, body: JSON.stringify(storeUnavailable('redis')) })));
  return indexes.filter((_, at) => responses[at].status === 200);
}

/** Waits until another run of Redis answers. Returns the mark that it has from its predecessor. */
async function markOfSuccessor({ application, namespace }: World, before: Pod): Promise<string> {
  return eventually('another run of Redis that answers', async () => {
    const { name, run } = await application.pod('redis');
    if (run === before.run) return false;
    const [pong, mark] = (await kubectl('exec', '--namespace', namespace, name, '--', 'sh', '-c', ASK)).split('\n');
    return pong === 'PONG' && mark;
  });
}

async function absence(world: World): Promise<string> {
  const { application, api } = world;
  await world.restore();
  await application.scale('worker', 0);
  await application.clear();
  const begin = Date.now();
  let submitted = 0;
  while (submitted < INDEXES || Date.now() - begin < ABSENCE_MS) await api.take(submitted++ % INDEXES);
  expect(await api.well(api.current)).toEqual({});
  const absence = Date.now() - begin;
  const requested = Date.now();
  await application.scale('worker', 1);
  expect(Object.keys(await api.complete())).toHaveLength(INDEXES);
  const computed = seconds(Date.now() - requested);
  return `${submitted} submissions of ${INDEXES} indexes in ${seconds(absence)}, all computed ${computed} after a worker was requested`;
}
