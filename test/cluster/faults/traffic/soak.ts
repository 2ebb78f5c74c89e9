// Half an hour of traffic while pods are deleted at random.
import { setTimeout as pause } from 'node:timers/promises';
import { kubectl } from '../../cluster';
import { MINUTES } from '../table';
import type { Watch } from '../watch';
import { COMPONENTS, EVERYTHING, namespace, noneFailed, replace, underLoad } from './application';
import { memory } from './cgroup';

/** FAULTS_SEED repeats the random choices of a run. */
const SEED = Number(process.env.FAULTS_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** The allowed growth of a pod's memory from the second third of the run to the last, for garbage collection. */
const MOST_GROWTH_MIB = 12;

/** One pod of each component is never deleted, to measure its memory. So there are two workers. */
const COUNTS = { ...COMPONENTS, worker: 2 };
const DELETED = ['client', 'server', 'worker'] as const;

export async function soak(): Promise<string> {
  process.stdout.write(`FAULTS_SEED=${SEED}\n`);
  const random = randomNumbers(SEED);
  let [deleted, memoryUse] = [0, ''];
  const results = await underLoad(EVERYTHING, async (watch) => {
    await kubectl('scale', '--namespace', namespace, 'deployment/worker', `--replicas=${COUNTS.worker}`);
    await watch.settled('worker', COUNTS.worker);
    const restarted = watch.ever(({ restarts }) => restarts > 0);
    const kept = new Map(Object.keys(COUNTS).map((component) => [component, watch.of(component)[0].name]));
    const sizes = new Map<string, number[]>([...kept.keys()].map((component) => [component, []]));
    for (const end = Date.now() + MINUTES * 60_000; Date.now() < end; deleted++) {
      await deleteOne(watch, random, [...kept.values()]);
      for (const [component, name] of kept) sizes.get(component)!.push(await memory(namespace, name));
      await pause(10_000 + random() * 20_000);
    }
    expect(restarted()).toEqual([]);
    memoryUse = [...sizes].map(([component, samples]) => growth(component, samples)).join(', ');
  });
  return `${MINUTES} minutes, ${deleted} deletions; ${noneFailed(results)}; no restart; MiB: ${memoryUse}`;
}

/** A generator of numbers from 0 to 1, the same for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

async function deleteOne(watch: Watch, random: () => number, kept: string[]): Promise<void> {
  const component = DELETED[Math.floor(random() * DELETED.length)];
  const { name } = watch.of(component).find((pod) => !kept.includes(pod.name))!;
  await replace(watch, component, name, COUNTS[component]);
}

/** The mean memory of a pod in the second third of its samples and in the last. The first third is its warm-up. */
function growth(component: string, sizes: number[]): string {
  if (sizes.length < 6) throw new Error(`${component} has ${sizes.length} samples; at least 6 are needed`);
  const third = Math.ceil(sizes.length / 3);
  const [middle, last] = [mean(sizes.slice(third, -third)), mean(sizes.slice(-third))];
  if (!(last - middle <= MOST_GROWTH_MIB))
    throw new Error(`${component} grows: ${sizes.map(Math.round).join(', ')} MiB`);
  return `${component} ${middle.toFixed(0)}, ${last.toFixed(0)}`;
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
