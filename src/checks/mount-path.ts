// The paths that a container can have a file or folder mounted on.
import { inOrder, keySatisfying, satisfying, text } from './check';

const ABSOLUTE =
  "an absolute path without ':', empty parts, '.' and parts that start with '..', such as /var/cache/app";

function isAbsolute(path: string): boolean {
  return path.startsWith('/') && path.length > 1 && !path.includes(':') && !/\/(\.{0,2}(\/|$)|\.\.)/.test(path);
}

const OUTSIDE_KERNEL = 'folders outside /proc, /sys and /dev, or /dev/shm (the kernel owns the others)';

/** Container runtimes do not mount on the kernel's folders, except on shared memory. */
function isOutsideKernel(path: string): boolean {
  return !/^\/(proc|sys|dev(?!\/shm(\/|$)))(\/|$)/.test(path);
}

/** Accepts a path to mount on. */
export const mountPath = inOrder(text, satisfying(isAbsolute, ABSOLUTE), satisfying(isOutsideKernel, OUTSIDE_KERNEL));

/** Accepts a key of a map from paths to mount on. */
export const mountPathKey = inOrder(
  keySatisfying(isAbsolute, ABSOLUTE),
  keySatisfying(isOutsideKernel, OUTSIDE_KERNEL),
);
