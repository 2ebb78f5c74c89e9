// The public API as jsii's manifest has it. It is compiled anew where the sources have changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

export interface Documented {
  readonly name: string;
  readonly docs?: { readonly summary?: string; readonly default?: string };
}

export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
}

export interface Member extends Documented {
  readonly type?: TypeReference;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly parameters?: Member[];
  readonly overrides?: string;
  readonly returns?: { readonly type: TypeReference };
}

export interface Type extends Documented {
  readonly kind: string;
  readonly datatype?: boolean;
  readonly properties?: Member[];
  readonly methods?: Member[];
  readonly members?: Documented[];
  readonly initializer?: { readonly parameters?: Member[] };
}

const SOURCES = ['src', 'imports', 'package.json', 'tsconfig.json', 'README.md', 'LICENSE'];

/** All types of the API. */
export function apiTypes(): Type[] {
  const kept = path.join('build', 'api', `${fingerprint()}.json`);
  if (!existsSync(kept)) {
    mkdirSync(path.dirname(kept), { recursive: true });
    const half = `${kept}.${process.pid}`;
    writeFileSync(half, compiled());
    renameSync(half, kept);
  }
  const { types } = JSON.parse(readFileSync(kept, 'utf8')) as { types: Record<string, Type> };
  return Object.values(types);
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesOf)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

function filesOf(name: string): string[] {
  if (!['src', 'imports'].includes(name)) return [name];
  const found = readdirSync(name, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return found.map((entry) => path.join(entry.parentPath, entry.name)).sort();
}

function compiled(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'api-'));
  for (const name of SOURCES) cpSync(name, path.join(folder, name), { recursive: true });
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  const jsii = [path.resolve('node_modules/jsii/bin/jsii')];
  const { status, stdout, stderr } = spawnSync(process.execPath, jsii, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout + stderr);
  const manifest = readFileSync(path.join(folder, '.jsii'), 'utf8');
  const { schema, filename } = JSON.parse(manifest) as { schema: string; filename: string };
  const found =
    schema === 'jsii/file-redirect' ? gunzipSync(readFileSync(path.join(folder, filename))).toString() : manifest;
  rmSync(folder, { recursive: true });
  return found;
}
