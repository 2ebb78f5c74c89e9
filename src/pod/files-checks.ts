import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { findDuplicates } from '../checks/duplicates';
import { formatValue, notAllowed } from '../checks/messages';
import { objectKeyNamespaceErrors } from '../configuration/object-key';
import type { Volume } from '../storage/volume';
import type { FileProps } from './files';
import type { Probes } from './probes';

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

/** The words that start a program. */
interface Commands {
  readonly command?: string[];
  readonly args?: string[];
}

/** Returns errors of empty folders that would hide the program, if the command or a health check names its file. */
export function hiddenProgramErrors(
  { writablePaths = [], volumes = {}, command, args }: FileProps & Commands,
  probes: Probes | undefined,
): string[] {
  const handlers = Object.values(probes ?? {}) as (Plain<k8s.Probe> | undefined)[];
  const health = handlers.map((probe) => probe?.exec?.command);
  const programs = [
    ...programsOf(command).map((path) => ({ path, by: 'command' })),
    ...scriptsOf(args).map((path) => ({ path, by: 'args' })),
    ...health.flatMap(programsOf).map((path) => ({ path, by: 'health' })),
  ];
  const empty = Object.entries(volumes).filter(([, volume]) => volume._emptyDir !== undefined);
  const folders = [
    ...writablePaths.map((folder, index) => ({ folder, place: `writablePaths[${index}]` })),
    ...empty.map(([folder]) => ({ folder, place: 'the folder of an empty volume' })),
  ];
  return folders.flatMap(({ folder, place }) => {
    const hidden = programs.find(({ path }) => path.startsWith(`${folder}/`));
    if (hidden === undefined) return [];
    const allowed = `folders without the program (an empty folder would hide the file that ${hidden.by} names)`;
    return [notAllowed(place, formatValue(folder), allowed)];
  });
}

/** Returns the program of a command, and the script that an interpreter runs. */
function programsOf([program = '', ...words]: string[] = []): string[] {
  return [program, ...scriptsOf(words)];
}

/** Returns the first word that is the path of a script. Later ones may be files that the program writes. */
function scriptsOf(words: string[] = []): string[] {
  return words.filter((word) => SCRIPT.test(word)).slice(0, 1);
}

const SCRIPT = /^\/\S{1,4096}\.([cm]?js|[cm]?ts|py|rb|php|jar|sh|pl|dll|exs?|lua)$/;

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
