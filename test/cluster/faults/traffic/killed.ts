// A server is killed from outside, as by a kernel that is out of memory: it cannot say goodbye.
import { setTimeout as pause } from 'node:timers/promises';
import { Killer, type Span } from '../kill';
import type { Watch } from '../watch';
import { counted, EVERYTHING, namespace, outside, repeatedly, replace, tempo, underLoad } from './application';
import type { Fared } from './load';

/** For so long the controller may not know yet. */
const UNKNOWN_MS = 3_000;

export async function killServers(): Promise<string> {
  const killer = await Killer.start(outside);
  const kills: Span[] = [];
  let often = '';
  const fared = await underLoad(EVERYTHING, async (watch) => {
    often = await repeatedly(5, async () => {
      kills.push(await killOne(killer, watch));
    });
  });
  expect(fared.failed.filter((each) => !mayFail(each, kills))).toEqual([]);
  return `${often}: ${fared.failed.length} of ${counted(fared)} requests failed, ${tempo(fared)}`;
}

/** Says when. The pod goes afterwards, and with it the kubelet's memory of restarts, each of which waits longer. */
async function killOne(killer: Killer, watch: Watch): Promise<Span> {
  const [{ name, restarts }] = watch.of('server');
  const isBack = () => watch.of('server').some((pod) => pod.name === name && pod.restarts > restarts && pod.isReady);
  const kill = await killer.kill(namespace, `pod/${name}`);
  await Promise.all([watch.until('the killed server', isBack), pause(UNKNOWN_MS)]);
  await replace(watch, 'server', name);
  return kill;
}

/** For so long the controller may not have read that the connections are closed that it keeps. */
const UNREAD_MS = 200;

/** Whether a server may have been answering it when it was killed. */
function mayFail({ at, ms, path }: Fared['failed'][number], kills: Span[]): boolean {
  return path.startsWith('/api') && kills.some(({ from, to }) => at <= to + UNREAD_MS && at + ms >= from);
}
