import { Size } from 'cdk8s';
import type { ContainerResources, Cpu, CpuResources, MemoryResources } from 'cdk8s-plus-27';
import { kibibytes, quantity, sizeMistake } from '../kubernetes/quantity';
import { group, optional, size } from '../checks/check';
import { shown } from '../checks/messages';
import type { Shape } from '../checks/declaration';

const cpu = optional((value) => typeof (value as Cpu | null)?.amount === 'string', 'a Cpu, such as Cpu.millis(100)');
export const CPU_RESOURCES = group<CpuResources>({ request: cpu, limit: cpu });
const SIZES = group<MemoryResources>({ request: size, limit: size });
export const RESOURCES: Shape<ContainerResources> = { cpu: CPU_RESOURCES, memory: SIZES, ephemeralStorage: SIZES };

/** What a container is given where its declaration says nothing. */
export interface DefaultResources {
  readonly memory: Size;
  /**
   * What its empty volumes hold besides: they count as ephemeral storage.
   * @default - nothing
   */
  readonly emptyDirs?: Size[];
}

/** By name: `cpu`, `memory`, `ephemeral-storage`. */
export interface Resources {
  readonly requests: Record<string, string>;
  readonly limits: Record<string, string>;
}

/** The most CPU is so much that one Node process, with its collector and its thread pool, does not meet it. */
const CPU = { request: '100m', limit: '4' };
/** Of the writable folders and the log. */
const EPHEMERAL = Size.mebibytes(512);

/**
 * Requests and limits of a container. Of CPU, which can be taken back, there may be more than was asked for; of memory
 * and storage there is what was asked for, so that no pod dies for what another one takes. One bound that is given draws
 * the other along.
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export function resources(given: ContainerResources, defaults: DefaultResources): Resources {
  const { cpu = {}, memory = {}, ephemeralStorage = {} } = given;
  const cpuPair = pair({ request: cpu.request?.amount, limit: cpu.limit?.amount }, CPU, cpus);
  const memoryPair = same(memory, defaults.memory);
  const ephemeral = same(ephemeralStorage, ephemeralOf(defaults));
  const bounds = (each: 'request' | 'limit') => ({
    cpu: cpuPair[each],
    memory: quantity(memoryPair[each]),
    'ephemeral-storage': quantity(ephemeral[each]),
  });
  return { requests: bounds('request'), limits: bounds('limit') };
}

/** How much all writable folders of a container hold together. */
export function writableLimit({ ephemeralStorage }: ContainerResources): string {
  return quantity(same(ephemeralStorage, EPHEMERAL).limit);
}

function ephemeralOf({ emptyDirs = [] }: DefaultResources): Size {
  return Size.kibibytes([EPHEMERAL, ...emptyDirs].map(kibibytes).reduce((sum, each) => sum + each));
}

interface Pair<T> {
  readonly request: T;
  readonly limit: T;
}

function same({ request, limit }: Partial<Pair<Size>> = {}, both: Size): Pair<Size> {
  return { request: request ?? limit ?? both, limit: limit ?? request ?? both };
}

function pair<T>(given: Partial<Pair<T>>, defaults: Pair<T>, amount: (value: T) => number): Pair<T> {
  const request = given.request ?? defaults.request;
  const limit = given.limit ?? defaults.limit;
  if (amount(request) <= amount(limit)) return { request, limit };
  return given.limit === undefined ? { request, limit: request } : { request: given.request ?? limit, limit };
}

function cpus(amount: string): number {
  return amount.endsWith('m') ? Number(amount.slice(0, -1)) / 1000 : Number(amount);
}

/** What is wrong with what somebody gave. */
export function resourcesMistakes(given: ContainerResources): (string | undefined)[] {
  const { cpu, memory, ephemeralStorage } = given;
  const parts = { 'resources.memory': memory, 'resources.ephemeralStorage': ephemeralStorage };
  return [
    ...cpuMistakes('resources.cpu', cpu),
    ...Object.entries(parts).flatMap(([name, part]) => [
      part?.request && sizeMistake(`${name}.request`, part.request),
      part?.limit && sizeMistake(`${name}.limit`, part.limit),
      orderMistake(name, part?.request, part?.limit, kibibytes),
    ]),
  ];
}

/** What is wrong with the CPU that somebody gave. */
export function cpuMistakes(property: string, { request, limit }: CpuResources = {}): (string | undefined)[] {
  return [
    cpuMistake(`${property}.request`, request),
    cpuMistake(`${property}.limit`, limit),
    orderMistake(property, request?.amount, limit?.amount, cpus),
  ];
}

function cpuMistake(property: string, cpu: Cpu | undefined): string | undefined {
  if (cpu === undefined || (/^\d+(\.\d+)?m?$/.test(cpu.amount) && cpus(cpu.amount) > 0)) return undefined;
  return `${property} is ${shown(cpu.amount)}; allowed is more than 0, as in Cpu.millis(100)`;
}

function orderMistake<T>(name: string, request: T | undefined, limit: T | undefined, amount: (value: T) => number) {
  if (request === undefined || limit === undefined || !(amount(request) > amount(limit))) return undefined;
  return `${name}.request is above ${name}.limit; lower the request or raise the limit`;
}
