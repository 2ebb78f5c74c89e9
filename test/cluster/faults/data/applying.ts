// Manifests are applied over others, over themselves, and over nothing but the data.
import { Size } from 'cdk8s';
import type { Pod } from '../pod';
import { versionBefore } from './before';
import { acknowledgedIn } from './inserter';
import { row } from '../table';
import { seconds, type World } from './world';

export function describeApplying(world: () => World): void {
  row(
    'these manifests are applied over the version before',
    'taken; data is kept; only pods that changed are new',
    () => upgrade(world()),
  );
  row('all is deleted but claim and Secret, and applied again', 'all data is there', () => revival(world()));
}

async function upgrade({ application, api }: World): Promise<string> {
  const now = application.declared();
  const moreHosts = application.declared({ hosts: [application.host, `www.${application.host}`] });
  const moreMemory = application.declared({ redis: { memory: Size.mebibytes(320) } });
  await application.roll(versionBefore(application.namespace, application.host));
  await api.take(3, 1, 2);
  const values = await api.complete(3, 1, 2);
  const news: string[] = [];
  for (const to of [now, now, moreHosts, moreMemory]) {
    const old = await application.pods();
    await application.roll(to);
    news.push(others(old, await application.pods()));
    expect(await api.well(api.all)).toEqual([3, 1, 2]);
    expect(await api.complete()).toEqual(values);
  }
  const all = 'client, inserter, postgres, redis, server, worker';
  expect(news).toEqual([all, '', '', 'redis']);
  return 'new pods: all six; applied twice: none; one host more: none; more memory for Redis: its own';
}

/** Components of which a container is not the one that it was before. */
function others(before: Pod[], after: Pod[]): string {
  const known = new Set(before.map(({ life }) => life));
  const fresh = after.filter(({ life }) => !known.has(life));
  return fresh
    .map(({ component }) => component)
    .sort()
    .join(', ');
}

async function revival(world: World): Promise<string> {
  const { application, api, inserter } = world;
  await world.whole();
  await api.take(5, 40, 0);
  const values = await api.complete(5, 40, 0);
  const asked = await api.well(api.all);
  const rows = await acknowledgedUntil(world, () => application.remove());
  const begin = Date.now();
  await application.roll(application.declared());
  const time = Date.now() - begin;
  expect(await inserter.lost(rows)).toEqual([]);
  expect(await api.well(api.all)).toEqual(asked);
  expect(await api.complete()).toEqual(values);
  return `${rows.length} rows and ${asked.length} indexes kept, their values computed again; started in ${seconds(time)}`;
}

/** All rows that are acknowledged until the inserter is removed, by its log to its last line. */
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
