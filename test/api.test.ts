// The public API is what every language of jsii can carry, and is explained. jsii itself lets some of that through.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

interface Documented {
  readonly name: string;
  readonly docs?: { readonly summary?: string; readonly default?: string };
}

interface Member extends Documented {
  readonly type?: object;
  readonly optional?: boolean;
  readonly static?: boolean;
}

interface Type extends Documented {
  readonly kind: string;
  readonly datatype?: boolean;
  readonly properties?: Member[];
  readonly methods?: Member[];
  readonly members?: Documented[];
}

let types: Type[];

beforeAll(() => {
  const folder = mkdtempSync(path.join(tmpdir(), 'api-'));
  for (const name of ['src', 'imports', 'package.json', 'tsconfig.json', 'README.md', 'LICENSE']) {
    cpSync(name, path.join(folder, name), { recursive: true });
  }
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.resolve('node_modules/jsii/bin/jsii')], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stdout + stderr);
  types = Object.values(manifest(folder).types);
  rmSync(folder, { recursive: true });
});

function manifest(folder: string): { types: Record<string, Type> } {
  const found = JSON.parse(readFileSync(path.join(folder, '.jsii'), 'utf8'));
  return found.schema === 'jsii/file-redirect'
    ? JSON.parse(gunzipSync(readFileSync(path.join(folder, found.filename))).toString())
    : found;
}

const members = ({ name, properties = [], methods = [] }: Type) =>
  [...properties, ...methods].map((member) => ({ ...member, name: `${name}.${member.name}` }));

test('its concepts', () => {
  expect(
    types
      .map(({ kind, name }) => `${kind} ${name}`)
      .sort()
      .join('\n'),
  ).toMatchSnapshot();
});

test('holds no union', () => {
  const unions = types.flatMap(members).filter((member) => JSON.stringify(member).includes('"union"'));
  expect(unions.map(({ name }) => name)).toEqual([]);
});

test('everything has a word of explanation', () => {
  const all: Documented[] = [
    ...types,
    ...types.flatMap(members),
    ...types.flatMap(({ members: values = [] }) => values),
  ];
  expect(all.filter(({ docs }) => !docs?.summary).map(({ name }) => name)).toEqual([]);
});

test('every optional property of a declaration names its default', () => {
  const optional = types
    .filter(({ datatype }) => datatype)
    .flatMap(members)
    .filter((member) => member.optional);
  expect(optional.length).toBeGreaterThan(40);
  expect(optional.filter(({ docs }) => !docs?.default).map(({ name }) => name)).toEqual([]);
});

test('a group of properties has at most eight of its own', () => {
  const groups = types.filter(({ datatype }) => datatype);
  expect(groups.filter(({ properties = [] }) => properties.length > 8).map(({ name }) => name)).toEqual([]);
});
