// The lock by which a database waits until its predecessor has released the volume.
import { listAt, type Manifest } from './manifest';
import { containersOf, podOf } from './pods';

/** Whether a container locks its volume before its program starts. */
export function isLocking(container: unknown): boolean {
  return listAt(container, 'command').some((part) => typeof part === 'string' && part.includes('flock'));
}

/** Whether a workload is a database: its program locks its volume. */
export function isDatabase(manifest: Manifest): boolean {
  return containersOf(podOf(manifest)).some(({ container }) => isLocking(container));
}
