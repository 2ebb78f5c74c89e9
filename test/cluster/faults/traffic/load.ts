// Steady traffic through the ingress controller, sent from a pod in the cluster.
import { readFileSync } from 'node:fs';
import { apply, eventually, kubectl } from '../../cluster';

export interface Target {
  readonly path: string;
  /** Makes the request a POST of JSON. */
  readonly body?: string;
}

export interface Settings {
  readonly host: string;
  /** Requests a second. */
  readonly rate: number;
  /** Requested in turn. */
  readonly targets: Target[];
}

export interface Results {
  readonly sent: number;
  /** The duration of sending. */
  readonly seconds: number;
  /** The first thousand requests without an answer of status 200. */
  readonly failed: {
    /** By the clock that pods and tests share on one machine. */
    readonly at: number;
    readonly ms: number;
    readonly path: string;
    readonly status: number | string;
  }[];
  /** The latency of each request in milliseconds, from the moment when it was due. */
  readonly latencies: number[];
}

const REPORT_PORT = 42425;
const PROGRAM = readFileSync(`${__dirname}/sender.js`, 'utf8');

export class Load {
  /** Sends requests during an action. The namespace must have no policy that blocks the controller. */
  static async during<T>(namespace: string, settings: Settings, act: (load: Load) => Promise<T>): Promise<T> {
    const load = new Load(namespace, `load-${Date.now()}`);
    try {
      await load.start(settings);
      return await act(load);
    } finally {
      await kubectl('delete', 'pod', load.pod, '--namespace', namespace, '--wait=false');
    }
  }

  private constructor(
    private readonly namespace: string,
    private readonly pod: string,
  ) {}

  private async start(settings: Settings): Promise<void> {
    const to = 'ingress-nginx-controller.ingress-nginx.svc';
    const command = ['node', '--eval', PROGRAM, '--', JSON.stringify({ to, ...settings, reportPort: REPORT_PORT })];
    const container = { name: 'load', image: 'node:22-slim', command, resources: { requests: { cpu: '100m' } } };
    const spec = { containers: [container], terminationGracePeriodSeconds: 2, restartPolicy: 'Never' };
    const metadata = { name: this.pod, namespace: this.namespace };
    await apply(JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, spec }));
    const ready = ['--for', 'condition=Ready', '--timeout', '60s', `pod/${this.pod}`];
    await kubectl('wait', '--namespace', this.namespace, ...ready);
    await this.sent(1);
  }

  /** Stops sending. Returns the results once all requests have ended. */
  async finish(): Promise<Results> {
    return (await this.command('finish')) as Results;
  }

  /** Waits until this many more requests were sent. */
  async sent(more: number): Promise<void> {
    const count = () => this.command('sent') as Promise<number>;
    const before = await eventually('the load generator', async () => [await count()]);
    await eventually(`${more} requests`, async () => (await count()) >= before[0] + more, 600);
  }

  private async command(name: string): Promise<unknown> {
    const script = `exec 3<>/dev/tcp/127.0.0.1/${REPORT_PORT}; echo ${name} >&3; cat <&3`;
    return JSON.parse(await kubectl('exec', '--namespace', this.namespace, this.pod, '--', 'bash', '-c', script));
  }
}

/** The latency that this share of the requests does not exceed, in milliseconds. */
export function percentile({ latencies }: Results, share: number): number {
  const sorted = [...latencies].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
