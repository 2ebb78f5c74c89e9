// Results that take long, kept in build/ until one of their sources changes.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Returns a result, which is made if none is kept for these sources.
 * @param sources files, and folders with all files below them
 */
export function keep<T>(name: string, sources: string[], make: () => T): T {
  const file = path.join('build', 'kept', `${name}-${fingerprint(sources)}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as T;
  const result = make();
  mkdirSync(path.dirname(file), { recursive: true });
  // Tests run in parallel: another one must not find half a file.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(result));
  renameSync(unfinished, file);
  return result;
}

function fingerprint(sources: string[]): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesOf)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

function filesOf(source: string): string[] {
  if (statSync(source).isFile()) return [source];
  const entries = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map((entry) => path.join(entry.parentPath, entry.name)).sort();
}
