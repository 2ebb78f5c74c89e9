// The files and folders that a container has in addition to its image.
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { inOrder, listOf, mapOf, withMember } from '../checks/check';
import type { Checks } from '../checks/declaration';
import { objectKey, type IObjectKey } from '../configuration/object-key';
import type { Identity } from '../identity/identity';
import type { Volume } from '../storage/volume';
import { mountPathKey } from '../checks/mount-path';
import { mapLike } from '../checks/shapes';
import { writablePath } from '../checks/writable-path';

/**
 * The files and folders of a program.
 * @see https://github.com/cdk8s-webstack/cdk8s-webstack/blob/main/docs/storage.md
 */
export interface FileProps {
  /**
   * Files by path, each with the content of a key of a Secret or ConfigMap. Other files in the same folder stay
   * visible. A running pod does not see changes of the Secret or ConfigMap.
   * @default - none
   */
  readonly files?: Record<string, IObjectKey>;
  /**
   * Volumes by the folder that they are mounted on.
   * @default - none
   */
  readonly volumes?: Record<string, Volume>;
  /**
   * Folders that the program writes to. They are empty when a pod starts, so folders of programs and of
   * the system are rejected. `/tmp` is always writable.
   * @default - only `/tmp`
   */
  readonly writablePaths?: string[];
}

const volume = withMember('_isExclusive', "a Volume, such as Volume.persistent('uploads', Size.gibibytes(1))");

export const FILE_CHECKS: Checks<FileProps> = {
  files: inOrder(
    mapLike('keys of Secrets or ConfigMaps', "{ '/app/settings.json': settings.key('json') }"),
    mapOf(objectKey, 'keys of Secrets or ConfigMaps', mountPathKey),
  ),
  volumes: inOrder(mapLike('volumes', "{ '/data': volume }"), mapOf(volume, 'volumes', mountPathKey)),
  writablePaths: listOf(writablePath, 'paths'),
};

/** The volumes of a pod, and their mounts in its container. */
export interface Mounts {
  readonly volumes: Plain<k8s.Volume>[];
  readonly volumeMounts: Plain<k8s.VolumeMount>[];
}

/**
 * Renders the files, volumes and writable folders of a workload, and creates its claims.
 * @param sizeLimit the size limit of all writable folders together, such as `1Gi`
 */
export function renderMounts(component: Construct, identity: Identity, props: FileProps, sizeLimit: string): Mounts {
  const writable = writableMounts(emptyFolders(props), sizeLimit);
  return joinMounts(writable, renderFiles(props.files), renderVolumes(component, identity, props.volumes));
}

/** `/tmp` is one of them, unless it is declared as something else. */
function emptyFolders({ files = {}, volumes = {}, writablePaths = [] }: FileProps): string[] {
  const others = [...Object.keys(files), ...Object.keys(volumes), ...writablePaths];
  return others.includes('/tmp') ? writablePaths : ['/tmp', ...writablePaths];
}

/** Joins mounts in order. */
export function joinMounts(...parts: (Mounts | undefined)[]): Mounts {
  return {
    volumes: parts.flatMap((part) => part?.volumes ?? []),
    volumeMounts: parts.flatMap((part) => part?.volumeMounts ?? []),
  };
}

/** Renders one empty volume with a folder for each path. */
export function writableMounts(paths: string[], sizeLimit: string): Mounts {
  if (paths.length === 0) return { volumes: [], volumeMounts: [] };
  return {
    volumes: [{ name: 'writable', emptyDir: { sizeLimit } }],
    volumeMounts: [...new Set(paths)].map((path) => ({ name: 'writable', mountPath: path, subPath: path.slice(1) })),
  };
}

/** Renders one volume for all files. Each file is mounted alone, so its folder keeps the files of the image. */
function renderFiles(files: Record<string, IObjectKey> = {}): Mounts {
  const entries = Object.entries(files);
  if (entries.length === 0) return { volumes: [], volumeMounts: [] };
  const sources = entries.map(([path, { kind, objectName, key }]) => {
    const source = { name: objectName, items: [{ key, path: path.slice(1) }] };
    return kind === 'Secret' ? { secret: source } : { configMap: source };
  });
  return {
    volumes: [{ name: 'files', projected: { defaultMode: READABLE_BY_GROUP, sources } }],
    volumeMounts: entries.map(([path]) => ({ name: 'files', mountPath: path, subPath: path.slice(1), readOnly: true })),
  };
}

const READABLE_BY_GROUP = 0o440;

/** Renders each volume once, even if it is mounted on several folders. */
function renderVolumes(component: Construct, identity: Identity, volumes: Record<string, Volume> = {}): Mounts {
  const distinct = [...new Set(Object.values(volumes))];
  const rendered = distinct.map((item, index) => ({ name: `volume-${index + 1}`, ...item._bind(component, identity) }));
  const names = new Map(distinct.map((item, index) => [item, rendered[index].name]));
  const volumeMounts = Object.entries(volumes).map(([path, item]) => ({
    ...{ name: names.get(item)!, mountPath: path },
    readOnly: item.readOnly || undefined,
  }));
  return { volumes: rendered, volumeMounts };
}
