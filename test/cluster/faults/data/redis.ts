// Redis loses what it holds, and the worker is away: the values are there in the end.
import { Size } from 'cdk8s';
import { Storage } from 'cdk8s-webstack';
import { eventually, kubectl } from '../../cluster';
import { away, type Api } from '../../fib/api';
import type { Pod } from '../pod';
import { isFull, row } from '../table';
import { seconds, type World } from './world';

/** A wipe brings a new pod, which forgets how often its predecessor was restarted, and so how long it was to wait. */
const FAULTS = isFull ? [...Array(3).fill(['kill', 'kill', 'kill', 'wipe']).flat(), 'kill'] : ['kill', 'wipe'];
const AWAY_MS = isFull ? 60_000 : 2_000;
const INDEXES = 41;
const MARK = 'fault';
const ASK = `redis-cli ping && redis-cli get ${MARK}`;

export function describeRedis(world: () => World): void {
  row('Redis on a claim is killed, or wiped', 'every index has its value at most 30 s after it is back', () =>
    losses(world()),
  );
  row('no worker is there for a minute', 'what was submitted meanwhile is computed', () => absence(world()));
}

interface Loss {
  /** How long after the return of Redis all values are there. */
  readonly ms: number;
  /** How many were refused meanwhile. */
  readonly refused: number;
}

async function losses(world: World): Promise<string> {
  await world.whole({ redis: { storage: Storage.ofSize(Size.mebibytes(64)) } });
  await world.application.forget();
  const seen: Loss[] = [];
  for (const fault of FAULTS) seen.push(await lose(world, fault, 3 * seen.length));
  const longest = Math.max(...seen.map(({ ms }) => ms));
  const refused = seen.reduce((sum, loss) => sum + loss.refused, 0);
  expect(longest).toBeLessThanOrEqual(30_000);
  if (isFull) expect(refused).toBeGreaterThan(0); // In the short form Redis may be back before it is missed.
  const wipes = FAULTS.filter((fault) => fault === 'wipe').length;
  const kept = `killed ${seen.length - wipes} ×, data kept; wiped ${wipes} ×`;
  return `${kept}; ${refused} of ${2 * seen.length} submissions refused meanwhile; all values after ${seconds(longest)} (longest)`;
}

/** Submits one index before it goes and two meanwhile, each of them once. */
async function lose(world: World, fault: string, index: number): Promise<Loss> {
  const { application, api } = world;
  await api.take(index);
  await application.inside('redis', 'redis-cli', 'set', MARK, 'kept');
  const before = await application.pod('redis');
  if (fault === 'kill') await world.killer.kill(world.namespace, `pod/${before.name}`);
  else await wipe(world, before);
  const another = markOfAnother(world, before).then((mark) => ({ mark, back: Date.now() }));
  const [accepted, { mark, back }] = await Promise.all([submit(api, index + 1, index + 2), another]);
  expect(mark).toBe(fault === 'kill' ? 'kept' : '');
  await api.complete(index, ...accepted);
  return { ms: Date.now() - back, refused: 2 - accepted.length };
}

async function wipe({ application, namespace }: World, { name }: Pod): Promise<void> {
  await application.inside('redis', 'redis-cli', 'flushall');
  await kubectl('delete', '--namespace', namespace, `pod/${name}`, '--wait=false');
}

/** Those that were accepted. The others are refused in the server's own words; what Postgres has of them gets values too. */
async function submit(api: Api, ...indexes: number[]): Promise<number[]> {
  const answers = await Promise.all(indexes.map(api.post));
  const refusals = answers.filter(({ status }) => status !== 200).map(({ status, body }) => ({ status, body }));
  expect(refusals).toEqual(refusals.map(() => ({ status: 503, body: JSON.stringify(away('redis')) })));
  return indexes.filter((_, at) => answers[at].status === 200);
}

/** Waits for a Redis that is another one and answers; says what it has of its predecessor. */
async function markOfAnother({ application, namespace }: World, before: Pod): Promise<string> {
  return eventually('another Redis that answers', async () => {
    const { name, life } = await application.pod('redis');
    if (life === before.life) return false;
    const [pong, mark] = (await kubectl('exec', '--namespace', namespace, name, '--', 'sh', '-c', ASK)).split('\n');
    return pong === 'PONG' && mark;
  });
}

async function absence(world: World): Promise<string> {
  const { application, api } = world;
  await world.whole();
  await application.scale('worker', 0);
  await application.forget();
  const begin = Date.now();
  let submitted = 0;
  while (submitted < INDEXES || Date.now() - begin < AWAY_MS) await api.take(submitted++ % INDEXES);
  expect(await api.well(api.current)).toEqual({});
  const away = Date.now() - begin;
  const asked = Date.now();
  await application.scale('worker', 1);
  expect(Object.keys(await api.complete())).toHaveLength(INDEXES);
  return `${submitted} of ${INDEXES} indexes submitted in ${seconds(away)}, computed ${seconds(Date.now() - asked)} after a worker was asked for`;
}
