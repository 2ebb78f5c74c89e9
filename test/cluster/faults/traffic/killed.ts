// A server is killed by SIGKILL, as the kernel does when memory runs out: it cannot close its connections.
import { setTimeout as pause } from 'node:timers/promises';
import { Killer, type Span } from '../kill';
import type { Watch } from '../watch';
import { EVERYTHING, namespace, outside, rateOf, repeatedly, replace, sentBy, underLoad } from './application';
import type { Results } from './load';

/** The time that the controller may need to learn of the killed pod. */
const UNKNOWN_MS = 3_000;

export async function killServers(): Promise<string> {
  const killer = await Killer.start(outside);
  const kills: Span[] = [];
  let often = '';
  const results = await underLoad(EVERYTHING, async (watch) => {
    often = await repeatedly(5, async () => {
      kills.push(await killOne(killer, watch));
    });
  });
  expect(results.failed.filter((each) => !mayFail(each, kills))).toEqual([]);
  return `${often}: ${results.failed.length} of ${sentBy(results)} requests failed, ${rateOf(results)}`;
}

/** Kills a server and returns when. Deletes the pod afterwards, which resets the restart back-off. */
async function killOne(killer: Killer, watch: Watch): Promise<Span> {
  const [{ name, restarts }] = watch.of('server');
  const isBack = () => watch.of('server').some((pod) => pod.name === name && pod.restarts > restarts && pod.isReady);
  const kill = await killer.kill(namespace, `pod/${name}`);
  await Promise.all([watch.until('the killed server', isBack), pause(UNKNOWN_MS)]);
  await replace(watch, 'server', name);
  return kill;
}

/** The time that the controller may need to notice that its open connections are closed. */
const UNREAD_MS = 200;

/** Whether the killed server may have been answering this request. */
function mayFail({ at, ms, path }: Results['failed'][number], kills: Span[]): boolean {
  return path.startsWith('/api') && kills.some(({ from, to }) => at <= to + UNREAD_MS && at + ms >= from);
}
