// The highest rate of requests without failures, which no CPU limit of a container may bound.
import { setTimeout as pause } from 'node:timers/promises';
import { kubectl } from '../../cluster';
import { isFull } from '../table';
import type { Watch } from '../watch';
import { EVERYTHING, host, namespace, outside, restore, watching } from './application';
import { periods, type Periods } from './cgroup';
import { Load, percentile } from './load';

const STEP_S = isFull ? 10 : 5;
const SUSTAINED_S = 120;
const SLOWEST_MS = 500;
const MOST_THROTTLED = 0.01;
const RATES = isFull ? [50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200] : [50];

interface Step {
  readonly rate: number;
  readonly isSustained: boolean;
  readonly p99: number;
  readonly sent: number;
  /** The highest share of throttled periods of any container. */
  readonly throttled: number;
}

/** Raises the rate until requests fail or are slow. Then holds the highest rate at which they are neither. */
export async function findCapacity(): Promise<string> {
  const cores = await kubectl('get', 'nodes', '--output', 'jsonpath={.items[*].status.capacity.cpu}');
  return watching(namespace, async (watch) => {
    await restore(watch);
    const { isSustained, rate, sent, p99, throttled } = isFull
      ? await highest(watch)
      : await step(watch, RATES[0], STEP_S);
    expect(isSustained).toBe(true);
    const percent = (100 * throttled).toFixed(1);
    return `${rate}/s on ${cores} cores: 0 of ${sent} requests failed, p99 ${p99} ms; at most ${percent} % of periods throttled`;
  });
}

async function highest(watch: Watch): Promise<Step> {
  const passed: number[] = [];
  for (const rate of RATES) {
    if (!(await step(watch, rate, STEP_S)).isSustained) break;
    passed.push(rate);
  }
  for (const rate of passed.reverse()) {
    const held = await step(watch, rate, SUSTAINED_S);
    if (held.isSustained) return held;
  }
  throw new Error('requests fail or are slow at every rate');
}

/** Sends requests at a rate for some seconds. Throws if a CPU limit throttles a container. */
async function step(watch: Watch, rate: number, seconds: number): Promise<Step> {
  const pods = watch.all().map(({ name }) => name);
  const before = await periods(namespace, pods);
  const results = await Load.during(outside, { host, rate, targets: EVERYTHING }, async (load) => {
    await pause(seconds * 1000);
    return load.finish();
  });
  const after = await periods(namespace, pods);
  const throttled = Math.max(...pods.map((name, index) => throttledShare(name, before[index], after[index])));
  const { failed, sent, seconds: duration } = results;
  const p99 = percentile(results, 0.99);
  const isSustained = failed.length === 0 && p99 <= SLOWEST_MS && sent >= 0.98 * rate * duration;
  return { rate, isSustained, p99, sent, throttled };
}

/** The share of periods in which a container was throttled. Throws if it exceeds the limit. */
function throttledShare(name: string, before: Periods, after: Periods): number {
  const [all, throttled] = [after.all - before.all, after.throttled - before.throttled];
  if (throttled > Math.max(1, MOST_THROTTLED * all))
    throw new Error(`${name}: ${throttled} of ${all} periods throttled`);
  return all > 0 ? throttled / all : 0;
}
