// Half an hour of traffic in which pods are deleted at random.
import { setTimeout as pause } from 'node:timers/promises';
import { kubectl } from '../../cluster';
import { MINUTES } from '../table';
import type { Watch } from '../watch';
import { COMPONENTS, EVERYTHING, namespace, noneFailed, replace, underLoad } from './application';
import { memory } from './cgroup';

/** FAULTS_SEED repeats the choices of a run. */
const SEED = Number(process.env.FAULTS_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** By so much a pod's memory may grow from the second third of the time to the last: what a garbage collector leaves, in MiB. */
const FLAT_MIB = 12;

/** One pod of each component is spared, so that its memory can be followed: two workers, then. */
const COUNTS = { ...COMPONENTS, worker: 2 };
const DELETED = ['client', 'server', 'worker'] as const;

export async function soak(): Promise<string> {
  process.stdout.write(`FAULTS_SEED=${SEED}\n`);
  const chance = chances(SEED);
  let [deleted, flatness] = [0, ''];
  const fared = await underLoad(EVERYTHING, async (watch) => {
    await kubectl('scale', '--namespace', namespace, 'deployment/worker', `--replicas=${COUNTS.worker}`);
    await watch.settled('worker', COUNTS.worker);
    const restarted = watch.ever(({ restarts }) => restarts > 0);
    const spared = new Map(Object.keys(COUNTS).map((component) => [component, watch.of(component)[0].name]));
    const sizes = new Map<string, number[]>([...spared.keys()].map((component) => [component, []]));
    for (const end = Date.now() + MINUTES * 60_000; Date.now() < end; deleted++) {
      await deleteOne(watch, chance, [...spared.values()]);
      for (const [component, name] of spared) sizes.get(component)!.push(await memory(namespace, name));
      await pause(10_000 + chance() * 20_000);
    }
    expect(restarted()).toEqual([]);
    flatness = [...sizes].map(([component, seen]) => grown(component, seen)).join(', ');
  });
  return `${MINUTES} minutes, ${deleted} deletions; ${noneFailed(fared)}; no restart; MiB: ${flatness}`;
}

/** The same numbers from 0 to 1 for the same seed. */
function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

async function deleteOne(watch: Watch, chance: () => number, spared: string[]): Promise<void> {
  const component = DELETED[Math.floor(chance() * DELETED.length)];
  const { name } = watch.of(component).find((pod) => !spared.includes(pod.name))!;
  await replace(watch, component, name, COUNTS[component]);
}

/** The memory of a pod in the second third of its samples, and in the last: in the first it warms up. */
function grown(component: string, sizes: number[]): string {
  if (sizes.length < 6) throw new Error(`${sizes.length} samples of ${component} are too few`);
  const third = Math.ceil(sizes.length / 3);
  const [middle, last] = [mean(sizes.slice(third, -third)), mean(sizes.slice(-third))];
  if (!(last - middle <= FLAT_MIB)) throw new Error(`${component} grows: ${sizes.map(Math.round).join(', ')} MiB`);
  return `${component} ${middle.toFixed(0)}, ${last.toFixed(0)}`;
}

function mean(numbers: number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
