import { Size, SizeRoundingBehavior } from 'cdk8s';
import type { ContainerResources } from 'cdk8s-plus-27';

/** What a container is given where its declaration says nothing. */
export interface DefaultResources {
  /** As Kubernetes writes it: `100m` is a tenth of a CPU. */
  readonly cpuRequest: string;
  readonly memoryRequest: Size;
  readonly memoryLimit: Size;
}

/** By name: `cpu`, `memory`, `ephemeral-storage`. */
export interface Resources {
  readonly requests: Record<string, string>;
  readonly limits: Record<string, string>;
}

/** The most CPU that a container gets. One Node process, with its collector and its thread pool, does not meet it. */
const CPU_LIMIT = '4';
const EPHEMERAL_REQUEST = Size.mebibytes(64);
const EPHEMERAL_LIMIT = Size.gibibytes(1);

/**
 * Requests and limits of a container. One that is given draws the other along: a limit below the default request
 * lowers it, a request above the default limit raises that.
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export function resources(given: ContainerResources, defaults: DefaultResources): Resources {
  const cpu = { request: given.cpu?.request?.amount, limit: given.cpu?.limit?.amount };
  const cpuPair = pair(cpu, { request: defaults.cpuRequest, limit: CPU_LIMIT }, cpus);
  const memory = pair(given.memory ?? {}, { request: defaults.memoryRequest, limit: defaults.memoryLimit }, bytes);
  const ephemeral = pair(given.ephemeralStorage ?? {}, { request: EPHEMERAL_REQUEST, limit: EPHEMERAL_LIMIT }, bytes);
  return {
    requests: {
      cpu: cpuPair.request,
      memory: memory.request.asString(),
      'ephemeral-storage': ephemeral.request.asString(),
    },
    limits: { cpu: cpuPair.limit, memory: memory.limit.asString(), 'ephemeral-storage': ephemeral.limit.asString() },
  };
}

interface Pair<T> {
  readonly request: T;
  readonly limit: T;
}

function pair<T>(given: Partial<Pair<T>>, defaults: Pair<T>, amount: (value: T) => number): Pair<T> {
  const { request, limit } = { ...defaults, ...defined(given) };
  if (amount(request) <= amount(limit)) return { request, limit };
  return given.limit === undefined ? { request, limit: request } : { request: given.request ?? limit, limit };
}

function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<T>;
}

function bytes(size: Size): number {
  return size.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
}

function cpus(amount: string): number {
  return amount.endsWith('m') ? Number(amount.slice(0, -1)) / 1000 : Number(amount);
}
