import { Size } from 'cdk8s';
import type { ContainerResources, Cpu, CpuResources, MemoryResources } from 'cdk8s-plus-27';
import { inOrder, ofType, type Check } from '../checks/check';
import { group, type Checks } from '../checks/declaration';
import { formatValue, notAllowed } from '../checks/messages';
import { objectLike } from '../checks/shapes';
import { size, toKibibytes } from '../checks/sizes';
import { formatQuantity } from '../kubernetes/quantity';

const positive: Check = (value, property) => {
  const { amount } = (value ?? { amount: '1' }) as Cpu;
  const isPositive = /^\d+(\.\d+)?m?$/.test(amount) && toCores(amount) > 0;
  return isPositive ? [] : [notAllowed(property, formatValue(amount), 'more than 0, such as Cpu.millis(100)')];
};

const amountOfCpu = inOrder(
  ofType((value) => typeof (value as Cpu | null)?.amount === 'string', 'a Cpu, such as Cpu.millis(100)'),
  positive,
);

/** Accepts the CPU of a container. */
export const cpu = inOrder(
  objectLike('{ request: Cpu.millis(500) }'),
  group<CpuResources>({ request: amountOfCpu, limit: amountOfCpu }, ({ request, limit }, { name }) => [
    orderError(name, request && toCores(request.amount), limit && toCores(limit.amount)),
  ]),
);

const sizes = inOrder(
  objectLike('{ limit: Size.mebibytes(512) }'),
  group<MemoryResources>({ request: size(), limit: size() }, ({ request, limit }, { name }) => [
    orderError(name, request && toKibibytes(request), limit && toKibibytes(limit)),
  ]),
);

const RESOURCES_CHECKS: Checks<ContainerResources> = { cpu, memory: sizes, ephemeralStorage: sizes };

/** Accepts the requests and limits of a container. */
export const resources = inOrder(objectLike('{ memory: { limit: Size.mebibytes(512) } }'), group(RESOURCES_CHECKS));

function orderError(name: (property: string) => string, request?: number, limit?: number): string | undefined {
  if (request === undefined || limit === undefined || request <= limit) return undefined;
  return `${name('request')} is above ${name('limit')}. Lower the request, or raise the limit.`;
}

/** The resources of a container whose declaration does not set them. */
export interface DefaultResources {
  readonly memory: Size;
  /**
   * The sizes of the container's emptyDir volumes, which count as ephemeral storage.
   * @default - none
   */
  readonly emptyDirs?: Size[];
}

/** Quantities by resource name: `cpu`, `memory`, `ephemeral-storage`. */
export interface Resources {
  readonly requests: Record<string, string>;
  readonly limits: Record<string, string>;
}

/** The limit is above the need of one Node.js process with its garbage collector and thread pool. */
const CPU = { request: '100m', limit: '4' };
/** For the writable folders and the log. */
const EPHEMERAL = Size.mebibytes(512);

/**
 * Renders requests and limits. CPU may burst, because the node can reclaim it. Requests of memory and storage equal
 * their limits, so that no pod is evicted for the usage of another one.
 *
 * If a declaration sets only one of request and limit of memory or storage, the other equals it. Of CPU, the other keeps
 * its default unless the request would exceed the limit.
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export function renderResources(declared: ContainerResources, defaults: DefaultResources): Resources {
  const { cpu: { request, limit } = {}, memory, ephemeralStorage } = declared;
  const cpuPair = completeCpu({ request: request?.amount, limit: limit?.amount });
  const memoryPair = completeSizes(memory, defaults.memory);
  const ephemeralPair = completeSizes(ephemeralStorage, defaultEphemeral(defaults));
  const renderBound = (bound: keyof Pair<unknown>) => ({
    cpu: cpuPair[bound],
    memory: formatQuantity(memoryPair[bound]),
    'ephemeral-storage': formatQuantity(ephemeralPair[bound]),
  });
  return { requests: renderBound('request'), limits: renderBound('limit') };
}

/** Returns the size limit of all writable folders of a container together. */
export function writableLimit({ ephemeralStorage }: ContainerResources): string {
  return formatQuantity(completeSizes(ephemeralStorage, EPHEMERAL).limit);
}

function defaultEphemeral({ emptyDirs = [] }: DefaultResources): Size {
  return Size.kibibytes([EPHEMERAL, ...emptyDirs].map(toKibibytes).reduce((sum, amount) => sum + amount));
}

interface Pair<T> {
  readonly request: T;
  readonly limit: T;
}

function completeSizes({ request, limit }: Partial<Pair<Size>> = {}, both: Size): Pair<Size> {
  return { request: request ?? limit ?? both, limit: limit ?? request ?? both };
}

function completeCpu(declared: Partial<Pair<string>>): Pair<string> {
  const { request, limit } = { request: declared.request ?? CPU.request, limit: declared.limit ?? CPU.limit };
  if (toCores(request) <= toCores(limit)) return { request, limit };
  return declared.limit === undefined ? { request, limit: request } : { request: limit, limit };
}

function toCores(amount: string): number {
  return amount.endsWith('m') ? Number(amount.slice(0, -1)) / 1000 : Number(amount);
}
