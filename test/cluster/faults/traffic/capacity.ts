// How many requests a second come through the controller, and that it is no CPU limit of ours that ends it.
import { setTimeout as pause } from 'node:timers/promises';
import { kubectl } from '../../cluster';
import { isFull } from '../table';
import type { Watch } from '../watch';
import { EVERYTHING, host, namespace, outside, watching, whole } from './application';
import { periods, type Periods } from './cgroup';
import { Load, percentile } from './load';

const STEP_S = isFull ? 10 : 5;
const SUSTAINED_S = 120;
const SLOWEST_MS = 500;
const MOST_THROTTLED = 0.01;
const RATES = isFull ? [50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200] : [50];

interface Step {
  readonly rate: number;
  readonly isWell: boolean;
  readonly p99: number;
  readonly sent: number;
  /** In which share of its periods the container was throttled that was throttled most. */
  readonly throttled: number;
}

/** Raises the rate until requests fail or are slow, and keeps up the highest at which they neither fail nor are slow for long. */
export async function findCapacity(): Promise<string> {
  const cores = await kubectl('get', 'nodes', '--output', 'jsonpath={.items[*].status.capacity.cpu}');
  return watching(namespace, async (watch) => {
    await whole(watch);
    const { isWell, rate, sent, p99, throttled } = isFull
      ? await sustained(watch)
      : await step(watch, RATES[0], STEP_S);
    expect(isWell).toBe(true);
    const percent = (100 * throttled).toFixed(1);
    return `${rate}/s on ${cores} cores: 0 of ${sent} failed, p99 ${p99} ms; at most ${percent} % of periods throttled`;
  });
}

async function sustained(watch: Watch): Promise<Step> {
  const well: number[] = [];
  for (const rate of RATES) {
    if (!(await step(watch, rate, STEP_S)).isWell) break;
    well.push(rate);
  }
  for (const rate of well.reverse()) {
    const kept = await step(watch, rate, SUSTAINED_S);
    if (kept.isWell) return kept;
  }
  throw new Error('no rate at which all is well');
}

/** Sends at a rate for some seconds; throws where a CPU limit slows any container. */
async function step(watch: Watch, rate: number, seconds: number): Promise<Step> {
  const pods = watch.all().map(({ name }) => name);
  const before = await periods(namespace, pods);
  const fared = await Load.during(outside, { host, rate, targets: EVERYTHING }, async (load) => {
    await pause(seconds * 1000);
    return load.finish();
  });
  const after = await periods(namespace, pods);
  const throttled = Math.max(...pods.map((name, index) => share(name, before[index], after[index])));
  const p99 = percentile(fared, 0.99);
  const isWell = fared.failed.length === 0 && p99 <= SLOWEST_MS && fared.sent >= 0.98 * rate * fared.seconds;
  return { rate, isWell, p99, sent: fared.sent, throttled };
}

/** The share of periods in which a container was throttled; throws where that is more than a hiccup. */
function share(name: string, before: Periods, after: Periods): number {
  const [all, throttled] = [after.all - before.all, after.throttled - before.throttled];
  if (throttled > Math.max(1, MOST_THROTTLED * all))
    throw new Error(`${name}: ${throttled} of ${all} periods throttled`);
  return all > 0 ? throttled / all : 0;
}
