// The published files: the compiled library, its types, README, API.md and the licence.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as ts from 'typescript';
import packageJson from '../../package.json';
import { PACKED } from './pack';
import { run } from './run';

let folder: string;

beforeAll(() => {
  const above = mkdtempSync(path.join(tmpdir(), 'contents-'));
  run(['tar', '-xzf', PACKED, '-C', above]);
  folder = path.join(above, 'package');
});

afterAll(() => rmSync(path.dirname(folder), { recursive: true }));

function files(top: string): string[] {
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(top, path.join(entry.parentPath, entry.name)));
}

test('the published files are those that src compiles to, and no others', () => {
  const modules = files('src').filter((file) => file !== 'main.ts');
  const compiled = modules.flatMap((file) => ['.js', '.d.ts'].map((end) => `lib/${file.replace(/\.ts$/, end)}`));
  const types = files('imports').map((file) => `imports/${file}`);
  const others = ['package.json', 'README.md', 'API.md', 'LICENSE', '.jsii'];
  expect(files(folder).sort()).toEqual([...compiled, ...types, ...others].sort());
});

test('they import only each other, peers, and modules of Node.js', () => {
  const published = files(folder);
  const code = published.filter((file) => /\.(js|ts)$/.test(file));
  const missing = code.flatMap((file) =>
    importsOf(file)
      .filter((name) => !isAvailable(name, path.dirname(file), published))
      .map((name) => `${file}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test('they contain no source maps', () => {
  const maps = files(folder).filter((file) => /sourceMappingURL=/.test(readFileSync(path.join(folder, file), 'utf8')));
  expect(maps).toEqual([]);
});

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(path.join(folder, file), 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => fileName);
}

function isAvailable(name: string, from: string, published: string[]): boolean {
  if (!name.startsWith('.')) return name in packageJson.peerDependencies || isBuiltin(name);
  return ['.js', '.d.ts'].some((end) => published.includes(path.join(from, name + end)));
}
