// Postgres is killed, or its pod deleted, while a client inserts rows.
import { storeUnavailable } from '../../fib/api';
import { Postmasters } from './postmasters';
import { isFull, row } from '../table';
import type { Recorded } from './recorder';
import { seconds, type World } from './world';

const ROUNDS = isFull ? 20 : 1;

export function describePostgres(world: () => World): void {
  row(
    'Postgres is killed during inserts',
    'no acknowledged row is lost; writes resume within 15 s; until then the server answers 503 within 2 s',
    () => kills(world()),
  );
  row("Postgres' pod is deleted during inserts", 'no acknowledged row is lost; never two on one volume', () =>
    deletions(world()),
  );
}

async function kills(world: World): Promise<string> {
  const { application, api, inserter, recorder } = world;
  await world.restore();
  await application.clear();
  const first = await inserter.first();
  const times: number[] = [];
  const responses = await recorder.during({ path: '/api/values/all' }, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      times.push(await kill(world, 2 * round));
      await application.replace('postgres'); // Only the first restart of a container has no back-off.
      await inserter.resumed();
    }
  });
  const rows = await inserter.acknowledged(first);
  const lost = await inserter.lost(rows);
  expect({ lost, unexpected: responses.filter(isUnexpected) }).toEqual({ lost: [], unexpected: [] });
  expect(await api.well(api.all)).toEqual(times.flatMap((_, round) => [2 * round, 2 * round + 1]));
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  expect(median).toBeLessThanOrEqual(15_000);
  const kept = `${ROUNDS} kills, 0 of ${rows.length} rows lost`;
  return `${kept}; first row after ${seconds(median)} (median), ${seconds(times.at(-1)!)} (longest); ${rejections(responses)}`;
}

/** Kills Postgres between two submissions. Returns the milliseconds until the next row was committed. */
async function kill({ application, api, inserter, killer, namespace }: World, index: number): Promise<number> {
  const { name, restarts } = await application.pod('postgres');
  await api.take(index);
  const killed = await killer.kill(namespace, `pod/${name}`);
  const [row] = await Promise.all([inserter.firstAfter(killed.to), api.take(index + 1)]);
  expect((await application.pod('postgres')).restarts).toBe(restarts + 1);
  return row.to - killed.from;
}

/** Whether an answer is neither 200 nor the server's own 503 within 2 s. */
function isUnexpected({ status, ms, body }: Recorded): boolean {
  return !(status === 200 || (status === 503 && body === JSON.stringify(storeUnavailable('postgres')) && ms < 2_000));
}

function rejections(responses: Recorded[]): string {
  const rejected = responses.filter(({ status }) => status === 503).map(({ ms }) => ms);
  expect(rejected).not.toEqual([]);
  return `${rejected.length} of ${responses.length} requests answered 503, each within ${seconds(Math.max(...rejected))}`;
}

async function deletions(world: World): Promise<string> {
  const { inserter, namespace } = world;
  await world.restore();
  const first = await inserter.first();
  const postmasters = new Postmasters(namespace);
  try {
    await replace(world, postmasters); // The log of the first one started before this test: do not follow it.
    for (let round = 0; round < ROUNDS; round++) await replace(world, postmasters);
    const rows = await inserter.acknowledged(first);
    const lost = await inserter.lost(rows);
    expect({ lost, overlaps: await postmasters.overlaps() }).toEqual({ lost: [], overlaps: [] });
    return `${ROUNDS} deletions, 0 of ${rows.length} rows lost, no two lifetimes overlap`;
  } finally {
    postmasters.close();
  }
}

/** Deletes the pod, and follows the log of its successor. A restarted container would not appear in that log. */
async function replace({ application, inserter }: World, postmasters: Postmasters): Promise<void> {
  await application.replace('postgres');
  const { name } = await application.pod('postgres');
  await postmasters.follow(name);
  await inserter.resumed();
  expect((await application.pod('postgres')).restarts).toBe(0);
}
