// The files of a workload: its own, and those that its connections need.
import { formatValue } from '../checks/messages';
import type { IObjectKey } from '../configuration/object-key';
import type { ConsumedConnection } from '../connections/consumer';

interface ProvidedFiles {
  readonly files: Record<string, IObjectKey>;
  readonly errors: string[];
}

interface SourcedFile {
  readonly source: string;
  readonly path: string;
  readonly key: IObjectKey;
}

/** Returns the files of all sources by path, and the errors of paths with different contents. */
export function collectFiles(own: Record<string, IObjectKey> = {}, connections: ConsumedConnection[]): ProvidedFiles {
  const all = [...connections.flatMap(({ from, files }) => withSource(from, files)), ...withSource('files', own)];
  const first = new Map<string, SourcedFile>();
  for (const file of all) if (!first.has(file.path)) first.set(file.path, file);
  const conflicting = all.filter(({ path, key }) => identify(first.get(path)!.key) !== identify(key));
  return {
    files: Object.fromEntries([...first.values()].map(({ path, key }) => [path, key])),
    errors: conflicting.map(({ path, source }) => conflictError(path, first.get(path)!.source, source)),
  };
}

function withSource(source: string, files: Record<string, IObjectKey>): SourcedFile[] {
  return Object.entries(files).map(([path, key]) => ({ source, path, key }));
}

function identify({ kind, objectName, key }: IObjectKey): string {
  return JSON.stringify([kind, objectName, key]);
}

function conflictError(path: string, first: string, second: string): string {
  return `the file ${formatValue(path)} has a content from ${first} and one from ${second}. Choose another path for one.`;
}
