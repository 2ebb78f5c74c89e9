// The public API, from jsii's manifest.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { keep } from './kept';

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
  readonly base?: string;
  readonly datatype?: boolean;
  readonly properties?: Member[];
  readonly methods?: Member[];
  readonly members?: Documented[];
  readonly initializer?: { readonly parameters?: Member[] };
}

const SOURCES = ['src', 'imports', 'package.json', 'tsconfig.json'];
/** jsii asks for them; the API does not depend on them. */
const DOCUMENTS = ['README.md', 'LICENSE'];

/** Returns all types of the API. The sources are compiled if they changed. */
export function apiTypes(): Type[] {
  return keep('api', SOURCES, compile);
}

function compile(): Type[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'api-'));
  for (const name of [...SOURCES, ...DOCUMENTS]) cpSync(name, path.join(folder, name), { recursive: true });
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  const jsii = [path.resolve('node_modules/jsii/bin/jsii')];
  const { status, stdout, stderr } = spawnSync(process.execPath, jsii, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stdout + stderr);
  const manifest = readFileSync(path.join(folder, '.jsii'), 'utf8');
  const { schema, filename } = JSON.parse(manifest) as { schema: string; filename: string };
  const assembly =
    schema === 'jsii/file-redirect' ? gunzipSync(readFileSync(path.join(folder, filename))).toString() : manifest;
  const { types } = JSON.parse(assembly) as { types: Record<string, Type> };
  rmSync(folder, { recursive: true });
  return Object.values(types);
}
/** Returns the components of the API: the classes that are created in a scope, with the names of their declarations. */
export function apiComponents(types: Type[]): { name: string; propsName: string }[] {
  return types.flatMap(({ name, initializer }) => {
    const [scope, , props] = initializer?.parameters ?? [];
    const propsName = props?.type?.fqn?.split('.').pop() ?? '';
    return scope?.type?.fqn === 'constructs.Construct' ? [{ name, propsName }] : [];
  });
}
