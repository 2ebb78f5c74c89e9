// What the kernel says about the only container of a pod.
import { kubectl } from '../../cluster';

/** Numbers of a file such as cpu.stat; with version 1 of cgroups it lies in a folder of its controller. */
async function stat(namespace: string, pod: string, controller: string): Promise<Record<string, number>> {
  const [second, first] = ['', `${controller}/`].map((folder) => `/sys/fs/cgroup/${folder}${controller}.stat`);
  const script = `if [ -e ${second} ]; then cat ${second}; else cat ${first}; fi`;
  const text = await kubectl('exec', '--namespace', namespace, pod, '--', 'sh', '-c', script);
  const pairs = text.trim().split('\n');
  return Object.fromEntries(pairs.map((line) => line.split(' ')).map(([name, value]) => [name, Number(value)]));
}

export interface Periods {
  readonly all: number;
  readonly throttled: number;
}

/** In how many periods of its CPU limit each pod has run, and in how many it was stopped by it. */
export async function periods(namespace: string, pods: string[]): Promise<Periods[]> {
  const stats = await Promise.all(pods.map((pod) => stat(namespace, pod, 'cpu')));
  return stats.map(({ nr_periods: all, nr_throttled: throttled }) => ({ all, throttled }));
}

/** The memory of a pod that is its own, without what the kernel keeps of files, in MiB. */
export async function memory(namespace: string, pod: string): Promise<number> {
  const { anon, rss } = await stat(namespace, pod, 'memory');
  return (anon ?? rss) / 1024 ** 2;
}
