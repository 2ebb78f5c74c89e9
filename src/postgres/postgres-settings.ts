import type { Size } from 'cdk8s';
import { kibibytes } from '../kubernetes/quantity';

/** What Postgres allows where nothing else is set. */
const CONNECTIONS = 100;
const MEBIBYTE = 1024;

/**
 * Settings that follow from the container's memory: a quarter is Postgres' own cache, and half of all may be expected in the
 * cache of the system. Of another quarter each connection has its part to sort and to join in; as that is small where there
 * is little memory, and few do so at one time, it is never less than Postgres' own default.
 * @see https://www.postgresql.org/docs/current/runtime-config-resource.html
 */
export function memorySettings(memory: Size): string[] {
  const all = kibibytes(memory);
  const settings = {
    shared_buffers: all / 4,
    effective_cache_size: all / 2,
    maintenance_work_mem: Math.min(all / 16, 1024 * MEBIBYTE),
    work_mem: Math.max(all / 4 / CONNECTIONS, 4 * MEBIBYTE),
  };
  return Object.entries(settings).flatMap(([name, amount]) => ['-c', `${name}=${Math.floor(amount)}kB`]);
}
