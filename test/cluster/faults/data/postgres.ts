// Postgres is killed, and deleted, while rows are written to it.
import { away } from '../../fib/api';
import { Postmasters } from './postmasters';
import { isFull, row } from '../table';
import type { Heard } from './witness';
import { seconds, type World } from './world';

const ROUNDS = isFull ? 20 : 1;

export function describePostgres(world: () => World): void {
  row(
    'Postgres is killed under inserts',
    'no acknowledged row is lost; it writes in 15 s; meanwhile the server answers 503 within 2 s',
    () => kills(world()),
  );
  row("Postgres' pod is deleted under inserts", 'no acknowledged row is lost; never two on one volume', () =>
    deletions(world()),
  );
}

async function kills(world: World): Promise<string> {
  const { application, api, inserter, witness } = world;
  await world.whole();
  await application.forget();
  const first = await inserter.first();
  const times: number[] = [];
  const heard = await witness.during({ path: '/api/values/all' }, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      times.push(await kill(world, 2 * round));
      await application.replace('postgres'); // The first restart of a container is the one without a pause.
      await inserter.goesOn();
    }
  });
  const rows = await inserter.acknowledged(first);
  const lost = await inserter.lost(rows);
  expect({ lost, wrong: heard.filter(isWrong) }).toEqual({ lost: [], wrong: [] });
  expect(await api.well(api.all)).toEqual(times.flatMap((_, round) => [2 * round, 2 * round + 1]));
  times.sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  expect(median).toBeLessThanOrEqual(15_000);
  const kept = `${ROUNDS} kills, 0 of ${rows.length} rows lost`;
  return `${kept}; first row after ${seconds(median)} (median), ${seconds(times.at(-1)!)} (longest); ${refusals(heard)}`;
}

/** Kills it between two indexes; says how many milliseconds later a row was committed. */
async function kill({ application, api, inserter, killer, namespace }: World, index: number): Promise<number> {
  const { name, restarts } = await application.pod('postgres');
  await api.take(index);
  const killed = await killer.kill(namespace, `pod/${name}`);
  const [row] = await Promise.all([inserter.firstAfter(killed.to), api.take(index + 1)]);
  expect((await application.pod('postgres')).restarts).toBe(restarts + 1);
  return row.to - killed.from;
}

/** Neither well nor the server's own refusal, soon. */
function isWrong({ status, ms, body }: Heard): boolean {
  return !(status === 200 || (status === 503 && body === JSON.stringify(away('postgres')) && ms < 2_000));
}

function refusals(heard: Heard[]): string {
  const refused = heard.filter(({ status }) => status === 503).map(({ ms }) => ms);
  expect(refused).not.toEqual([]);
  return `${refused.length} of ${heard.length} requests refused, each within ${seconds(Math.max(...refused))}`;
}

async function deletions(world: World): Promise<string> {
  const { inserter, namespace } = world;
  await world.whole();
  const first = await inserter.first();
  const postmasters = new Postmasters(namespace);
  try {
    await replace(world, postmasters); // So that all that are heard are new: their predecessor is not.
    for (let round = 0; round < ROUNDS; round++) await replace(world, postmasters);
    const rows = await inserter.acknowledged(first);
    const lost = await inserter.lost(rows);
    expect({ lost, mistakes: await postmasters.mistakes() }).toEqual({ lost: [], mistakes: [] });
    return `${ROUNDS} deletions, 0 of ${rows.length} rows lost, no two lives overlap`;
  } finally {
    postmasters.end();
  }
}

/** A container that is restarted inside its pod would be another life, of which the log of the pod says nothing. */
async function replace({ application, inserter }: World, postmasters: Postmasters): Promise<void> {
  await application.replace('postgres');
  const { name } = await application.pod('postgres');
  await postmasters.follow(name);
  await inserter.goesOn();
  expect((await application.pod('postgres')).restarts).toBe(0);
}
