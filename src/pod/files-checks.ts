import type { Construct } from 'constructs';
import { keyMistakes } from '../configuration/object-key';
import type { Volume } from '../storage/volume';
import { shown } from '../checks/messages';
import { repeated } from '../checks/repeated';
import type { FileProps } from './files';

/** What is wrong with files, volumes and writable folders. */
export function filesMistakes(component: Construct, props: FileProps, namespace?: string): (string | undefined)[] {
  const { files = {}, volumes = {} } = props;
  return [
    ...pathMistakes(props),
    ...rolesMistakes(volumes),
    ...Object.values(files).flatMap((key) => keyMistakes(key, namespace)),
    ...[...new Set(Object.values(volumes))].flatMap((volume) => volume._mistakes(component)),
  ];
}

function rolesMistakes(volumes: Record<string, Volume>): string[] {
  const roles = [...new Set(Object.values(volumes))].flatMap(({ _role }) => _role ?? []);
  return repeated(roles).map(
    (role) => `two volumes are called ${shown(role)}; give each a name, or mount one of them twice`,
  );
}

function pathMistakes({ files = {}, volumes = {}, writablePaths = [] }: FileProps): string[] {
  const paths = [...Object.keys(files), ...Object.keys(volumes), ...writablePaths];
  const below = Object.keys(files).flatMap((file) => paths.filter((path) => path.startsWith(`${file}/`)));
  const readOnly = Object.entries(volumes).flatMap(([path, volume]) => (volume.readOnly ? path : []));
  const inside = paths.filter((path) => readOnly.some((folder) => path.startsWith(`${folder}/`)));
  return [
    ...inside.map((path) => `the path ${shown(path)} is below a volume that is read-only; choose another one`),
    ...below.map((path) => `the path ${shown(path)} is below a file; choose another one`),
    ...paths.filter((path) => !isAbsolute(path)).map(notAbsolute),
    ...paths.filter((path) => KERNELS.test(path)).map(kernels),
    ...repeated(paths).map((path) => `something is mounted on ${shown(path)} twice; leave one out`),
  ];
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') && path.length > 1 && !path.includes(':') && !/\/(\.{0,2}(\/|$)|\.\.)/.test(path);
}

function notAbsolute(path: string): string {
  return `the path ${shown(path)} cannot be mounted on; allowed is an absolute path without ':', empty parts, '.' and what begins with '..', such as /var/cache/app`;
}

/** What a container runtime refuses to mount on. Memory that is shared is an exception. */
const KERNELS = /^\/(proc|sys|dev(?!\/shm(\/|$)))(\/|$)/;

function kernels(path: string): string {
  return `the path ${shown(path)} is the kernel's; allowed are folders outside /proc, /sys and /dev, and /dev/shm`;
}
