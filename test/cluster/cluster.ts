// Operations on the cluster that KUBECONFIG names, all by kubectl.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';
import type { Manifests } from '../manifests';

const run = promisify(execFile);

/** Runs kubectl and returns its output. */
export async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await run('kubectl', args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** Runs kubectl with an input. */
export async function kubectlWith(input: string, ...args: string[]): Promise<void> {
  const child = spawn('kubectl', args);
  let errors = '';
  child.stderr.on('data', (text) => (errors += text));
  child.stdin.end(input);
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`kubectl ${args[0]}: ${errors}`);
}

/** Applies manifests as strictly as a cluster can. */
export async function apply(yaml: string, ...options: string[]): Promise<void> {
  await kubectlWith(yaml, 'apply', '--server-side', '--validate=strict', '--filename', '-', ...options);
}

export async function applyAll({ objects }: Manifests, ...options: string[]): Promise<void> {
  await apply(objects.map((object) => JSON.stringify(object)).join('\n---\n'), ...options);
}

const MARK = 'webstack-test';

/** Deletes a namespace that a test created. Throws for any other, which may hold data. */
export async function absentNamespace(name: string): Promise<void> {
  const found = await kubectl('get', 'namespace', name, '--ignore-not-found', '--output', 'json');
  if (found && !JSON.parse(found).metadata.labels?.[MARK])
    throw new Error(`namespace ${name} is not a test's: refusing`);
  await kubectl('delete', 'namespace', name, '--ignore-not-found', '--timeout', '180s');
}

export async function freshNamespace(name: string): Promise<void> {
  await absentNamespace(name);
  await kubectl('create', 'namespace', name);
  await mark(name);
}

/** Marks a namespace as created by a test. */
export async function mark(name: string): Promise<void> {
  await kubectl('label', 'namespace', name, `${MARK}=true`);
}

export async function dropNamespace(name: string): Promise<void> {
  await kubectl('delete', 'namespace', name, '--ignore-not-found', '--wait=false');
}

export async function available(namespace: string, ...deployments: string[]): Promise<void> {
  const named = deployments.length > 0 ? deployments.map((name) => `deployment/${name}`) : ['deployment', '--all'];
  await kubectl('wait', '--namespace', namespace, '--for', 'condition=Available', '--timeout', '240s', ...named);
}

/** Names of the pods of a component, oldest first, including terminating ones. */
export async function pods(namespace: string, component: string): Promise<string[]> {
  const selector = `app.kubernetes.io/name=${component}`;
  const order = '--sort-by=.metadata.creationTimestamp';
  const names = await kubectl(
    'get',
    'pods',
    '--namespace',
    namespace,
    '--selector',
    selector,
    order,
    '--output',
    'name',
  );
  return names.split('\n').filter(Boolean);
}

/** Repeats a question until the answer is neither undefined nor false. Throws the last error after the timeout. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  seconds = 120,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let reason: unknown;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      reason = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${what}: not within ${seconds} s; ${String(reason ?? 'no error')}`);
}

/** A local port that is forwarded to the ingress controller until it is closed. */
export class FrontDoor {
  static async open(): Promise<FrontDoor> {
    const target = ['--namespace', 'ingress-nginx', 'service/ingress-nginx-controller', ':80'];
    const forward = spawn('kubectl', ['port-forward', ...target]);
    const port = await new Promise<number>((resolve, reject) => {
      forward.stdout.on('data', (text) => {
        const [, found] = /127\.0\.0\.1:(\d+)/.exec(String(text)) ?? [];
        if (found) resolve(Number(found));
      });
      forward.on('close', () => reject(new Error('kubectl port-forward ended')));
    });
    return new FrontDoor(forward, port);
  }

  private constructor(
    private readonly forward: ChildProcess,
    readonly port: number,
  ) {}

  close(): void {
    this.forward.kill();
  }
}
