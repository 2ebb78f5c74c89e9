// Kills processes from the node: process 1 of a container ignores SIGKILL from its own PID namespace.
import { apply, kubectl } from '../cluster';

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A privileged pod that sees all processes of the node. Its namespace must allow privileged pods. */
export class Killer {
  static async start(namespace: string): Promise<Killer> {
    const container = {
      ...{ name: 'killer', image: 'node:22-slim', command: ['sleep', 'infinity'] },
      securityContext: { privileged: true, runAsUser: 0 },
    };
    const spec = { hostPID: true, containers: [container], terminationGracePeriodSeconds: 0 };
    await apply(JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'killer', namespace }, spec }));
    await kubectl('wait', '--namespace', namespace, '--for', 'condition=Ready', '--timeout', '60s', 'pod/killer');
    return new Killer(namespace);
  }

  private constructor(private readonly namespace: string) {}

  /** Kills process 1 of a pod's only container. Returns when it received the signal, and when it and its connections were gone. */
  async kill(namespace: string, pod: string): Promise<Span> {
    const output = 'jsonpath={.status.containerStatuses[0].containerID}';
    const id = (await kubectl('get', '--namespace', namespace, pod, '--output', output)).replace(/^.*\/\//, '');
    if (!/^[0-9a-f]{64}$/.test(id)) throw new Error(`no container of ${pod}: ${id}`);
    const script = `
      for process in /proc/[0-9]*; do
        grep -q ${id} $process/cgroup 2>/dev/null || continue
        [ "$(awk '/^NSpid/ {print $NF}' $process/status)" = 1 ] || continue
        from=$EPOCHREALTIME
        kill -KILL \${process#/proc/} || exit
        for _ in {1..3000}; do [ -e $process ] || break; sleep 0.01; done
        echo $from $EPOCHREALTIME
      done`;
    const printed = await kubectl('exec', '--namespace', this.namespace, 'killer', '--', 'bash', '-c', script);
    if (!/^[0-9.]+ [0-9.]+\n$/.test(printed)) throw new Error(`process 1 of ${pod} was not found: ${printed}`);
    const [from, to] = printed.split(' ').map((seconds) => Number(seconds) * 1000);
    return { from: Math.floor(from), to: Math.ceil(to) };
  }
}
