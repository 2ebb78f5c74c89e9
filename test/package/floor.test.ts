// The packed package works with the oldest peers that it allows, in a project as strict as TypeScript can be.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** cdk8s 2.68.11 is in the range of the others, and was never published. */
const OLDEST = ['cdk8s@2.68.12', 'cdk8s-plus-27@2.9.0', 'constructs@10.3.0'];
const TOOLS = ['typescript@5.9.3', '@types/node@20'];
const STRICT = ['--strict', '--target', 'es2022', '--module', 'commonjs', '--types', 'node'];

let folder: string;

function run(cwd: string, command: string, ...options: string[]): string {
  return execFileSync(command, options, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'package-'));
  run('.', 'npm', 'pack', '--pack-destination', folder);
  const [packed] = readdirSync(folder);
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  run(folder, 'npm', 'install', '--omit=optional', '--no-audit', '--no-fund', `./${packed}`, ...OLDEST, ...TOOLS);
  const [, declaration] = /^```ts\n([^]*?)^```$/m.exec(readFileSync('README.md', 'utf8')) ?? [];
  writeFileSync(path.join(folder, 'main.ts'), declaration);
});

afterAll(() => rmSync(folder, { recursive: true }));

test('the first declaration of README compiles, with the types of all libraries checked, and writes dist/', () => {
  run(folder, 'npx', 'tsc', ...STRICT, 'main.ts');
  run(folder, 'node', 'main.js');
  expect(readFileSync(path.join(folder, 'dist/fib.k8s.yaml'), 'utf8')).toBe(readFileSync('dist/fib.k8s.yaml', 'utf8'));
});
