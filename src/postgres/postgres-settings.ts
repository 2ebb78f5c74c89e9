import type { Size } from 'cdk8s';
import { toKibibytes } from '../checks/sizes';

/** Postgres' default of max_connections. */
const CONNECTIONS = 100;
/** In KiB. */
const MEBIBYTE = 1024;

/**
 * Returns the settings that follow from the container's memory. A quarter is Postgres' own cache, and half is expected
 * in the file system's cache. Another quarter is divided among the connections, to sort and join in, but never less than
 * Postgres' default each: with little memory this share would be small, and few connections sort at the same time.
 * @see https://www.postgresql.org/docs/current/runtime-config-resource.html
 */
export function renderMemorySettings(memory: Size): string[] {
  const total = toKibibytes(memory);
  const settings = {
    shared_buffers: total / 4,
    effective_cache_size: total / 2,
    maintenance_work_mem: Math.min(total / 16, 1024 * MEBIBYTE),
    work_mem: Math.max(total / 4 / CONNECTIONS, 4 * MEBIBYTE),
  };
  return Object.entries(settings).flatMap(([name, amount]) => ['-c', `${name}=${Math.floor(amount)}kB`]);
}
