// Access to the real cluster that KUBECONFIG names, with kubectl only.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';
import type { Manifests } from '../manifests';

const run = promisify(execFile);

/** Runs kubectl and returns its output. */
export async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await run('kubectl', args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** The time in milliseconds after which kubectl is killed, so that no test run waits for a process. */
const INPUT_TIMEOUT = 300_000;

/** Runs kubectl with a text on its standard input, and returns its output. */
export async function kubectlWithInput(input: string, ...args: string[]): Promise<string> {
  const child = spawn('kubectl', args, { timeout: INPUT_TIMEOUT });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (text) => (output += text)); // a pipe that nobody reads fills up, and kubectl waits forever
  child.stderr.on('data', (text) => (errors += text));
  child.stdin.end(input);
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`kubectl ${args[0]}: ${errors}`);
  return output;
}

/** Applies manifests with the strictest validation of the API server. */
export async function apply(yaml: string, ...options: string[]): Promise<void> {
  await kubectlWithInput(yaml, 'apply', '--server-side', '--validate=strict', '--filename', '-', ...options);
}

export async function applyAll({ objects }: Manifests, ...options: string[]): Promise<void> {
  await apply(objects.map((object) => JSON.stringify(object)).join('\n---\n'), ...options);
}

const TEST_LABEL = 'webstack-test';

/** Deletes a namespace that a test has created. Fails for any other namespace, which may hold somebody's data. */
export async function ensureNamespaceAbsent(name: string): Promise<void> {
  const found = await kubectl('get', 'namespace', name, '--ignore-not-found', '--output', 'json');
  if (found && !JSON.parse(found).metadata.labels?.[TEST_LABEL])
    throw new Error(`the namespace ${name} does not belong to a test; delete it, or use another cluster`);
  await kubectl('delete', 'namespace', name, '--ignore-not-found', '--timeout', '180s');
}

export async function recreateNamespace(name: string): Promise<void> {
  await ensureNamespaceAbsent(name);
  await kubectl('create', 'namespace', name);
  await markAsTestNamespace(name);
}

/** Labels a namespace as created by a test, so that the next run may delete it. */
export async function markAsTestNamespace(name: string): Promise<void> {
  await kubectl('label', 'namespace', name, `${TEST_LABEL}=true`);
}

/** Starts to delete a namespace, without waiting for the end. */
export async function deleteNamespace(name: string): Promise<void> {
  await kubectl('delete', 'namespace', name, '--ignore-not-found', '--wait=false');
}

/** Waits until Deployments are available: the named ones, or all. */
export async function waitUntilAvailable(namespace: string, ...deployments: string[]): Promise<void> {
  const resources = deployments.length > 0 ? deployments.map((name) => `deployment/${name}`) : ['deployment', '--all'];
  await kubectl('wait', '--namespace', namespace, '--for', 'condition=Available', '--timeout', '240s', ...resources);
}

/** Returns the names of a component's pods, oldest first, including terminating ones. */
export async function listPods(namespace: string, component: string): Promise<string[]> {
  const selector = `app.kubernetes.io/name=${component}`;
  const options = ['--selector', selector, '--sort-by=.metadata.creationTimestamp', '--output', 'name'];
  const names = await kubectl('get', 'pods', '--namespace', namespace, ...options);
  return names.split('\n').filter(Boolean);
}

/** Waits until a check returns something other than undefined or false. Fails with the last error. */
export async function eventually<T>(
  expected: string,
  check: () => Promise<T | undefined | false>,
  seconds = 120,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let lastError: unknown;
  while (Date.now() < end) {
    try {
      const result = await check();
      if (result !== undefined && result !== false) return result;
    } catch (error) {
      lastError = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${expected}: not within ${seconds} s; ${String(lastError ?? 'no error')}`);
}

/** Forwards a local port to the ingress controller until it is closed. */
export class IngressForward {
  static async open(): Promise<IngressForward> {
    const target = ['--namespace', 'ingress-nginx', 'service/ingress-nginx-controller', ':80'];
    const forward = spawn('kubectl', ['port-forward', ...target]);
    const port = await new Promise<number>((resolve, reject) => {
      forward.stdout.on('data', (text) => {
        const [, found] = /127\.0\.0\.1:(\d+)/.exec(String(text)) ?? [];
        if (found) resolve(Number(found));
      });
      forward.on('close', () => reject(new Error('kubectl port-forward exited')));
    });
    return new IngressForward(forward, port);
  }

  private constructor(
    private readonly forward: ChildProcess,
    readonly port: number,
  ) {}

  close(): void {
    this.forward.kill();
  }
}
