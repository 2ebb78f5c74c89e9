// Tests which connections in a cluster are possible, by opening them.
import { readFileSync } from 'node:fs';
import { eventually, kubectl, listPods } from './cluster';

/** A pod in which a prober runs, and its name in tables. */
export interface Prober {
  readonly name: string;
  readonly namespace: string;
  readonly pod: string;
  readonly address: string;
}

export interface Target {
  /** The name in tables: `redis:6379/tcp`. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** For `name`, resolving the host is enough. */
  readonly protocol: 'tcp' | 'udp' | 'name';
}

/** A port that no component declares. In a pod on the host network it is a port of the node. */
export const ECHO_PORT = 42424;
const CONTROL_PORT = 42423;
const TIMEOUT_MS = 1500;

export const PROBER_IMAGE = 'node:22-slim';

/** The command of a prober's container. */
export const PROBER_COMMAND = [
  ...['node', '--eval', readFileSync(`${__dirname}/prober.js`, 'utf8')],
  ...['--', `${ECHO_PORT}`, `${CONTROL_PORT}`, `${TIMEOUT_MS}`],
];

/** Adds a prober to the newest pod of a component, as an ephemeral container. */
export async function attachProber(namespace: string, component: string): Promise<Prober> {
  const pod = (await listPods(namespace, component)).at(-1)!;
  const container = ['--image', PROBER_IMAGE, '--image-pull-policy', 'IfNotPresent', '--container', 'prober'];
  const debug = ['debug', '--namespace', namespace, pod, '--profile', 'restricted'];
  await kubectl(...debug, ...container, '--', ...PROBER_COMMAND);
  return waitForProber(component, namespace, pod);
}

/** Waits until the container `prober` of a pod responds. */
export async function waitForProber(name: string, namespace: string, pod: string): Promise<Prober> {
  const prober = { name, namespace, pod };
  await eventually(`a prober in ${name}`, () => probe(prober, []));
  const address = await kubectl('get', '--namespace', namespace, pod, '--output', 'jsonpath={.status.podIP}');
  return { ...prober, address };
}

/** The echo ports of a pod, which no component declares. */
export function echoTargets({ name, address }: Prober): Target[] {
  return (['tcp', 'udp'] as const).map((protocol) => createTarget(name, address, ECHO_PORT, protocol));
}

export function createTarget(to: string, host: string, port: number, protocol: Target['protocol'] = 'tcp'): Target {
  return { name: `${to}:${port}/${protocol}`, host, port, protocol };
}

export function createNameTarget(host: string): Target {
  return { name: host, host, port: 0, protocol: 'name' };
}

/** Returns the successful connections between different pods, as a sorted table: `server -> redis:6379/tcp`. */
export async function tryConnections(probers: Prober[], targets: Target[]): Promise<string[]> {
  const rows = await Promise.all(
    probers.map(async (from) => {
      const others = targets.filter(({ name }) => !name.startsWith(`${from.name}:`));
      return (await probe(from, others)).map((to) => `${from.name} -> ${to}`);
    }),
  );
  return rows.flat().sort();
}

/** Lets a prober open connections, and returns the names of the successful ones. */
async function probe({ namespace, pod }: Omit<Prober, 'address'>, targets: Target[]): Promise<string[]> {
  const script = `exec 3<>/dev/tcp/127.0.0.1/${CONTROL_PORT}; printf '%s\\n' "$1" >&3; cat <&3`;
  const command = ['bash', '-c', script, 'bash', JSON.stringify(targets)];
  return JSON.parse(await kubectl('exec', '--namespace', namespace, pod, '--container', 'prober', '--', ...command));
}

/** Returns the successful TCP connections from the ingress controller, which has no prober. */
export async function tryControllerConnections(targets: Target[]): Promise<string[]> {
  const attempts = targets.map(
    ({ name, host, port }) => `timeout 2 bash -c 'exec 3<>/dev/tcp/${host}/${port}' 2>/dev/null && echo ${name} &`,
  );
  const script = ['bash', '-c', `${attempts.join('\n')}\nwait`];
  const controller = ['--namespace', 'ingress-nginx', 'deployment/ingress-nginx-controller'];
  const printed = await kubectl('exec', ...controller, '--', ...script);
  return printed
    .split('\n')
    .filter(Boolean)
    .map((to) => `controller -> ${to}`)
    .sort();
}
