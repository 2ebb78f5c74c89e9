// Steady traffic through the ingress controller, from a pod beside it.
import { readFileSync } from 'node:fs';
import { apply, eventually, kubectl } from '../../cluster';

export interface Target {
  readonly path: string;
  /** Makes it a POST of JSON. */
  readonly body?: string;
}

export interface Settings {
  readonly host: string;
  /** Requests a second. */
  readonly rate: number;
  /** In turn. */
  readonly targets: Target[];
}

export interface Fared {
  readonly sent: number;
  /** For how long they were sent. */
  readonly seconds: number;
  /** What was not answered, or not with 200; the first thousand. */
  readonly failed: {
    /** By the clock that pods and tests on one machine share. */
    readonly at: number;
    readonly ms: number;
    readonly path: string;
    readonly status: number | string;
  }[];
  /** How long each took, in milliseconds from when it was to be sent. */
  readonly latencies: number[];
}

const REPORT_PORT = 42425;
const PROGRAM = readFileSync(`${__dirname}/sender.js`, 'utf8');

export class Load {
  /** Sends while something is done. The namespace must let the pod to the controller: it is one without policies of ours. */
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

  /** Sends no more, and says how the rest fared once they have ended. */
  async finish(): Promise<Fared> {
    return (await this.say('finish')) as Fared;
  }

  /** Waits until so many more were sent. */
  async sent(more: number): Promise<void> {
    const ask = () => this.say('sent') as Promise<number>;
    const before = await eventually('the load to answer', async () => [await ask()]);
    await eventually(`${more} requests`, async () => (await ask()) >= before[0] + more, 600);
  }

  private async say(word: string): Promise<unknown> {
    const script = `exec 3<>/dev/tcp/127.0.0.1/${REPORT_PORT}; echo ${word} >&3; cat <&3`;
    return JSON.parse(await kubectl('exec', '--namespace', this.namespace, this.pod, '--', 'bash', '-c', script));
  }
}

/** The latency that this share of the requests does not exceed, in milliseconds. */
export function percentile({ latencies }: Fared, share: number): number {
  const sorted = [...latencies].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
