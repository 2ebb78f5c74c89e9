import type { Construct } from 'constructs';
import { findDuplicates } from '../checks/duplicates';
import { formatValue, notAllowed } from '../checks/messages';
import { objectKeyNamespaceErrors } from '../configuration/object-key';
import type { Volume } from '../storage/volume';
import type { FileProps } from './files';

/** Returns errors of the files, volumes and writable folders of a component. */
export function fileErrors(component: Construct, props: FileProps, namespace?: string): (string | undefined)[] {
  const { files = {}, volumes = {} } = props;
  return [
    ...pathErrors(props),
    ...roleErrors(volumes),
    ...Object.values(files).flatMap((key) => objectKeyNamespaceErrors(key, namespace)),
    ...[...new Set(Object.values(volumes))].flatMap((volume) => volume._errors(component)),
  ];
}

function roleErrors(volumes: Record<string, Volume>): string[] {
  const roles = [...new Set(Object.values(volumes))].flatMap(({ _role }) => _role ?? []);
  return findDuplicates(roles).map(
    (role) => `two volumes have the name ${formatValue(role)}. Rename one, or mount one of them on both folders.`,
  );
}

/** Returns errors of writable folders that would hide the program, if the command names its file. */
export function hiddenProgramErrors({ writablePaths = [] }: FileProps, [program = '']: string[] = []): string[] {
  return writablePaths.flatMap((path, index) =>
    program.startsWith(`${path}/`)
      ? [
          notAllowed(
            `writablePaths[${index}]`,
            formatValue(path),
            'folders without the program (an empty folder would hide the file that command names)',
          ),
        ]
      : [],
  );
}

/** Returns errors of paths that conflict with one another. */
function pathErrors({ files = {}, volumes = {}, writablePaths = [] }: FileProps): string[] {
  const paths = [...Object.keys(files), ...Object.keys(volumes), ...writablePaths];
  const readOnly = new Set(Object.entries(volumes).flatMap(([path, volume]) => (volume.readOnly ? path : [])));
  const inReadOnly = paths.filter((path) => foldersOf(path).some((folder) => readOnly.has(folder)));
  const belowFile = paths.filter((path) => foldersOf(path).some((folder) => Object.hasOwn(files, folder)));
  return [
    ...inReadOnly.map((path) => `the path ${formatValue(path)} is in a read-only volume. Choose another path.`),
    ...belowFile.map((path) => `the path ${formatValue(path)} is below a file. Choose another path.`),
    ...findDuplicates(paths).map((path) => `the path ${formatValue(path)} is mounted twice. Remove one of the two.`),
  ];
}

/** Returns the folders that a path is in. */
function foldersOf(path: string): string[] {
  const parts = path.split('/', MOST_FOLDERS).slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}

/** A kernel takes paths of at most 4096 bytes, but a declaration can contain a longer one. */
const MOST_FOLDERS = 2048;
