// Manifests are applied over the previous version, over themselves, and where only the data is left.
import { Size } from 'cdk8s';
import type { Pod } from '../pod';
import { previousVersion } from './before';
import { acknowledgedIn } from './inserter';
import { row } from '../table';
import { seconds, type World } from './world';

export function describeApplying(world: () => World): void {
  row(
    'these manifests are applied over the previous version',
    'the apply succeeds; data is kept; only changed pods are replaced',
    () => upgrade(world()),
  );
  row('all but claim and Secret is deleted and applied again', 'all data is kept', () => recovery(world()));
}

async function upgrade({ application, api }: World): Promise<string> {
  const current = application.render();
  const oneMoreHost = application.render({ hosts: [application.host, `www.${application.host}`] });
  const moreMemory = application.render({ redis: { memory: Size.mebibytes(320) } });
  await application.roll(previousVersion(application.namespace, application.host));
  await api.take(3, 1, 2);
  const values = await api.complete(3, 1, 2);
  const replaced: string[] = [];
  for (const manifests of [current, current, oneMoreHost, moreMemory]) {
    const old = await application.pods();
    await application.roll(manifests);
    replaced.push(newRuns(old, await application.pods()));
    expect(await api.well(api.all)).toEqual([3, 1, 2]);
    expect(await api.complete()).toEqual(values);
  }
  const all = 'client, inserter, postgres, redis, server, worker';
  expect(replaced).toEqual([all, '', '', 'redis']);
  return 'new pods: all six; second apply: none; one more host: none; more memory for Redis: its own';
}

/** The components whose containers are new, or have restarted. */
function newRuns(before: Pod[], after: Pod[]): string {
  const known = new Set(before.map(({ run }) => run));
  const fresh = after.filter(({ run }) => !known.has(run));
  return fresh
    .map(({ component }) => component)
    .sort()
    .join(', ');
}

async function recovery(world: World): Promise<string> {
  const { application, api, inserter } = world;
  await world.restore();
  await api.take(5, 40, 0);
  const values = await api.complete(5, 40, 0);
  const indexes = await api.well(api.all);
  const rows = await acknowledgedUntil(world, () => application.remove());
  const begin = Date.now();
  await application.roll(application.render());
  const time = Date.now() - begin;
  expect(await inserter.lost(rows)).toEqual([]);
  expect(await api.well(api.all)).toEqual(indexes);
  expect(await api.complete()).toEqual(values);
  return `${rows.length} rows and ${indexes.length} indexes kept, values computed again; ready in ${seconds(time)}`;
}

/** The rows that were acknowledged until the inserter was removed, by its log up to the last line. */
async function acknowledgedUntil({ inserter }: World, remove: () => Promise<void>): Promise<number[]> {
  const first = await inserter.first();
  const log = await inserter.follow();
  try {
    await remove();
    await log.ended;
    expect(log.text.slice(-6)).toBe('ended\n');
    return acknowledgedIn(log.text, first);
  } finally {
    log.close();
  }
}
