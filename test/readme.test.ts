// What README says is so: its blocks compile, its declarations synthesize, its example is the reference stack.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as ts from 'typescript';
import { App } from 'cdk8s';
import packageJson from '../package.json';
import { blocks, readme } from './readme';

const declarations = blocks('ts');

test('the first declaration is src/main.ts', () => {
  const main = readFileSync('src/main.ts', 'utf8');
  const squeezed = (code: string) => code.replace(/\s+/g, ' ').replace(/, \}/g, ' }');
  expect(squeezed(declarations[0].replace("'cdk8s-webstack'", "'./index'"))).toBe(squeezed(main));
});

test('every declaration compiles', () => {
  const folder = 'build/readme';
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = declarations.map((_, index) => path.join(folder, `block-${index}.ts`));
  files.forEach((file, index) => writeFileSync(file, declarations[index]));
  expect(complaints(files)).toEqual([]);
});

test.each(declarations.filter((code) => code.includes('app.synth()')).map((code) => [titleOf(code), code]))(
  'the declaration of %s synthesizes',
  (_, code) => {
    const outdir = mkdtempSync(path.join(tmpdir(), 'readme-'));
    runDeclaration(code, outdir);
    expect(readdirSync(outdir)).toHaveLength([...code.matchAll(/new (WebStack|Chart)\(app, /g)].length);
    rmSync(outdir, { recursive: true });
  },
);

test('a declaration with mistakes is refused in the words that README has', () => {
  const [code] = blocks('ts mistakes');
  const [words] = blocks('text mistakes');
  const outdir = mkdtempSync(path.join(tmpdir(), 'readme-'));
  expect(() => runDeclaration(code, outdir)).toThrow(
    `Validation failed with the following errors:\n${words.trimEnd()}`,
  );
  expect(readdirSync(outdir)).toEqual([]);
});

test('the commands are those of package.json', () => {
  const commands = [
    ...blocks('sh')
      .join('')
      .matchAll(/npm (?:run )?([a-z:]+)/g),
  ].map(([, name]) => name);
  expect(commands).toEqual(['ci', 'synth', 'ci', 'test']);
  const ofOthers = /^## In a project of your own$[^]*?^## /m;
  const scripts = [...readme.replace(ofOthers, '').matchAll(/`npm run ([a-z:]+)`/g)].map(([, name]) => name);
  expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(scripts));
});

test('every file that it names is there', () => {
  const named = [...readme.matchAll(/\]\(([^)h#][^)]*)\)/g)].map(([, file]) => file);
  expect(named.length).toBeGreaterThan(5);
  for (const file of named) expect(() => readFileSync(file)).not.toThrow(/ENOENT/);
});

test('every section that it refers to is there', () => {
  const sections = [...readme.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title.toLowerCase().replaceAll(' ', '-'));
  const referred = [...readme.matchAll(/\]\(#([^)]*)\)/g)].map(([, section]) => section);
  expect(referred.length).toBeGreaterThan(0);
  expect(sections).toEqual(expect.arrayContaining(referred));
});

/** What the compiler says of files, as strict as a user's project can be. */
function complaints(files: string[]): string[] {
  const { config } = ts.readConfigFile('test/tsconfig.json', (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files }, ts.sys, path.resolve('test'));
  const program = ts.createProgram(files, { ...options, rootDir: undefined, noUnusedLocals: false });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

function titleOf(code: string): string {
  return /new (WebStack|Chart)\(app, '\w+'/.exec(code)?.[0] ?? 'nothing';
}

/** Runs a declaration as it stands, but for where it writes. */
function runDeclaration(code: string, outdir: string): void {
  class AppElsewhere extends App {
    constructor() {
      super({ outdir });
    }
  }
  const given: Record<string, object> = { cdk8s: { ...jest.requireActual('cdk8s'), App: AppElsewhere } };
  const provide = (name: string) => given[name] ?? jest.requireActual(name);
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(code, { compilerOptions });
  new Function('require', 'exports', outputText)(provide, {});
}
