// Tests of which pods of a cluster can connect to which targets.
import { readFileSync } from 'node:fs';
import { eventually, kubectl, pods } from './cluster';

/** A pod with a prober, and its name in tables. */
export interface Spot {
  readonly name: string;
  readonly namespace: string;
  readonly pod: string;
  readonly address: string;
}

export interface Target {
  /** Its name in tables: `redis:6379/tcp`. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** A `name` only has to resolve. */
  readonly protocol: 'tcp' | 'udp' | 'name';
}

/** An undeclared port. In a pod on the host network, it is a port of the node. */
export const ECHO_PORT = 42424;
const ASKED_PORT = 42423;
const PATIENCE_MS = 1500;

export const IMAGE = 'node:22-slim';

/** The command of a prober. */
export const PROBER = [
  ...['node', '--eval', readFileSync(`${__dirname}/prober.js`, 'utf8')],
  ...['--', `${ECHO_PORT}`, `${ASKED_PORT}`, `${PATIENCE_MS}`],
];

/** Adds a prober to the newest pod of a component. */
export async function probed(namespace: string, component: string): Promise<Spot> {
  const pod = (await pods(namespace, component)).at(-1)!;
  const container = ['--image', IMAGE, '--image-pull-policy', 'IfNotPresent', '--container', 'prober'];
  await kubectl('debug', '--namespace', namespace, pod, '--profile', 'restricted', ...container, '--', ...PROBER);
  return spot(component, namespace, pod);
}

/** Waits until the container `prober` of a pod answers. */
export async function spot(name: string, namespace: string, pod: string): Promise<Spot> {
  const found = { name, namespace, pod };
  await eventually(`a prober in ${name}`, () => reached(found, []));
  const address = await kubectl('get', '--namespace', namespace, pod, '--output', 'jsonpath={.status.podIP}');
  return { ...found, address };
}

/** The echo targets of a pod, on the undeclared port. */
export function echoes({ name, address }: Spot): Target[] {
  return (['tcp', 'udp'] as const).map((protocol) => target(name, address, ECHO_PORT, protocol));
}

export function target(to: string, host: string, port: number, protocol: Target['protocol'] = 'tcp'): Target {
  return { name: `${to}:${port}/${protocol}`, host, port, protocol };
}

export function aName(host: string): Target {
  return { name: host, host, port: 0, protocol: 'name' };
}

/** Every connection that succeeds, as a sorted table: `server -> redis:6379/tcp`. A pod does not connect to itself. */
export async function connections(spots: Spot[], targets: Target[]): Promise<string[]> {
  const rows = await Promise.all(spots.map((from) => table(from.name, targets, (others) => reached(from, others))));
  return rows.flat().sort();
}

async function table(from: string, targets: Target[], reach: (others: Target[]) => Promise<string[]>) {
  const others = targets.filter(({ name }) => !name.startsWith(`${from}:`));
  return (await reach(others)).map((to) => `${from} -> ${to}`);
}

async function reached({ namespace, pod }: Omit<Spot, 'address'>, targets: Target[]): Promise<string[]> {
  const script = `exec 3<>/dev/tcp/127.0.0.1/${ASKED_PORT}; printf '%s\\n' "$1" >&3; cat <&3`;
  const asking = ['bash', '-c', script, 'bash', JSON.stringify(targets)];
  return JSON.parse(await kubectl('exec', '--namespace', namespace, pod, '--container', 'prober', '--', ...asking));
}

/** The TCP connections that succeed from the ingress controller, whose pod is not ours to add a prober to. */
export async function connectionsOfController(targets: Target[]): Promise<string[]> {
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
