// The folders and files of a container that are none of its image's.
import type { Construct } from 'constructs';
import type { k8s, Plain } from '../../imports/k8s';
import { OBJECT_KEY, type IObjectKey } from '../configuration/object-key';
import type { Volume } from '../storage/volume';
import type { Identity } from '../identity/identity';
import { listOf, made, recordOf, text } from '../checks/check';
import type { Shape } from '../checks/declaration';

/** What a program finds in its file system, besides its image. */
export interface FileProps {
  /**
   * Files by their path, each with the content of a key of a Secret or a ConfigMap. What else is in the folder stays.
   * A file does not follow a change of its source until the pod is replaced.
   * @default - none
   */
  readonly files?: Record<string, IObjectKey>;
  /**
   * Volumes by the folder that they are mounted on.
   * @default - none
   */
  readonly volumes?: Record<string, Volume>;
  /**
   * Folders that the program writes to, and that may be empty whenever a pod starts. `/tmp` always is one.
   * @default - none but `/tmp`
   */
  readonly writablePaths?: string[];
}

export const FILES: Shape<FileProps> = {
  files: recordOf(OBJECT_KEY, 'keys of Secrets or ConfigMaps'),
  volumes: recordOf(
    made('_isExclusive', "a Volume, such as Volume.persistent('uploads', Size.gibibytes(1))"),
    'volumes',
  ),
  writablePaths: listOf(text, 'paths'),
};

/** Volumes of a pod, and where its container has them. */
export interface Mounts {
  readonly volumes: Plain<k8s.Volume>[];
  readonly volumeMounts: Plain<k8s.VolumeMount>[];
}

/**
 * All that a workload declares; makes the claims that are to be made.
 * @param sizeLimit how much all writable folders hold together, as `1Gi`
 */
export function mounts(component: Construct, identity: Identity, props: FileProps, sizeLimit: string): Mounts {
  const { files = {}, volumes = {} } = props;
  const each = [...new Set(Object.values(volumes))];
  const named = each.map((volume, index) => ({ name: `volume-${index + 1}`, ...volume._bind(component, identity) }));
  const volumeMounts = Object.entries(volumes).map(([mountPath, volume]) => ({
    ...{ name: named[each.indexOf(volume)].name, mountPath },
    readOnly: volume.readOnly || undefined,
  }));
  return joined(writable(emptyFolders(props), sizeLimit), projected(files), { volumes: named, volumeMounts });
}

/** `/tmp` is one, unless it is declared as something else. */
function emptyFolders({ files = {}, volumes = {}, writablePaths = [] }: FileProps): string[] {
  const others = [...Object.keys(files), ...Object.keys(volumes), ...writablePaths];
  return others.includes('/tmp') ? writablePaths : ['/tmp', ...writablePaths];
}

export function joined(...parts: (Mounts | undefined)[]): Mounts {
  return {
    volumes: parts.flatMap((part) => part?.volumes ?? []),
    volumeMounts: parts.flatMap((part) => part?.volumeMounts ?? []),
  };
}

/** One empty volume, with a folder in it for each path. */
export function writable(paths: string[], sizeLimit: string): Mounts {
  if (paths.length === 0) return { volumes: [], volumeMounts: [] };
  return {
    volumes: [{ name: 'writable', emptyDir: { sizeLimit } }],
    volumeMounts: [...new Set(paths)].map((path) => ({ name: 'writable', mountPath: path, subPath: path.slice(1) })),
  };
}

/** One volume of all files, each mounted on its own, so that its folder keeps what the image has there. */
function projected(files: Record<string, IObjectKey>): Mounts {
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
