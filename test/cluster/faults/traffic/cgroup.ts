// The kernel's statistics of the only container of a pod.
import { kubectl } from '../../cluster';

/** The numbers of a file such as cpu.stat. With cgroups version 1 it is in a folder of its controller. */
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

/** The number of CPU periods in which each pod ran, and in which its CPU limit throttled it. */
export async function periods(namespace: string, pods: string[]): Promise<Periods[]> {
  const stats = await Promise.all(pods.map((pod) => stat(namespace, pod, 'cpu')));
  return stats.map(({ nr_periods: all, nr_throttled: throttled }) => ({ all, throttled }));
}

/** The anonymous memory of a pod in MiB, without cached files. */
export async function memory(namespace: string, pod: string): Promise<number> {
  const { anon, rss } = await stat(namespace, pod, 'memory');
  return (anon ?? rss) / 1024 ** 2;
}
