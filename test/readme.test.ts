// README and the pages of docs/ are right: their code compiles and synthesizes, their links and commands exist.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as ts from 'typescript';
import { App, Yaml } from 'cdk8s';
import packageJson from '../package.json';
import { keep } from './kept';
import { blocks, page, pages, readme } from './readme';

/** The files that the compiler reads, besides the pages. */
const COMPILED = ['src', 'imports', 'test/readme.test.ts', 'tsconfig.json', 'test/tsconfig.json', 'package-lock.json'];

/** A block of code and its place, such as `docs/routing.md, block 1`. */
interface Block {
  readonly title: string;
  readonly code: string;
}

const declarations = pages.flatMap((file) => titled(file, blocks('ts', page(file))));
const refused = pages.flatMap((file) => titled(file, blocks('ts errors', page(file))));
const messages = pages.flatMap((file) => blocks('text errors', page(file)));

test('the first declaration of README is src/main.ts', () => {
  const main = readFileSync('src/main.ts', 'utf8');
  const squeezed = (code: string) => code.replace(/\s+/g, ' ').replace(/, \}/g, ' }');
  expect(squeezed(declarations[0].code.replace("'cdk8s-webstack'", "'./index'"))).toBe(squeezed(main));
});

test('every declaration compiles', () => {
  const folder = 'build/readme';
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = declarations.map(({ title, code }) => {
    const file = path.join(folder, fileName(code) ?? `${title.replace(/\W+/g, '-')}.ts`);
    writeFileSync(file, code);
    return file;
  });
  expect(keep('readme', [...pages, ...COMPILED], () => compilerErrors(files))).toEqual([]);
});

describe.each(declarations.filter(({ code }) => code.includes('app.synth()')))('$title', ({ code }) => {
  test('synthesizes one file per chart', () => {
    const program = [code, ...imported(code)].join('\n');
    const charts = [...program.matchAll(/new (WebStack|Chart)\(app, /g)].length;
    expect(synthesize(code)).toHaveLength(charts);
  });
});

test.each(['development', 'production'])('docs/environments.md synthesizes the environment %s', (name) => {
  const [, code] = blocks('ts', page('docs/environments.md'));
  expect(synthesize(code, name)).toEqual(['shop.k8s.yaml']);
});

test('docs/environments.md names each environment in a command', () => {
  const [commands] = blocks('sh environments', page('docs/environments.md'));
  expect([...commands.matchAll(/main\.ts (\w+)' --output manifests\/(\w+)$/gm)].map(([, ...names]) => names)).toEqual([
    ['development', 'development'],
    ['production', 'production'],
  ]);
});

test('every block of errors has its messages', () => {
  expect(refused.length).toBeGreaterThan(0);
  expect(messages).toHaveLength(refused.length);
});

test.each(refused.map((block, index) => ({ ...block, expected: messages[index] })))(
  '$title is rejected with the messages below it',
  ({ code, expected }) => {
    expect(() => synthesize(code)).toThrow(`Validation failed with the following errors:\n${expected.trimEnd()}`);
  },
);

test('docs/troubleshooting.md explains a message of README', () => {
  const [explained] = blocks('text', page('docs/troubleshooting.md'))[0].split('\n');
  expect(blocks('text errors')[0].split('\n')).toContain(explained);
});

test('README has at most 200 lines', () => {
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(200);
});

test('README installs the package with the commands of docs/projects.md', () => {
  expect(blocks('sh project')).toEqual(blocks('sh project', page('docs/projects.md')));
});

test('README has the two commands that CI runs', () => {
  expect(blocks('sh')).toEqual(['npm ci && npm run synth\n', 'npm ci && npm test\n']);
});

test('every package file that a page names has the version of package.json', () => {
  const versions = pages.flatMap((file) =>
    [...page(file).matchAll(/cdk8s[-_]webstack-(\d+\.\d+\.\d+)/g)].map(([, version]) => version),
  );
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.filter((version) => version !== packageJson.version)).toEqual([]);
});

test('every npm script that a page names exists', () => {
  const named = pages.flatMap((file) => [...page(file).matchAll(/\bnpm run ([a-z:]+)/g)].map(([, name]) => name));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !Object.hasOwn(packageJson.scripts, name))).toEqual([]);
});

/** Blocks with their place in a file. */
function titled(file: string, found: string[]): Block[] {
  return found.map((code, index) => ({ title: `${file}, block ${index + 1}`, code }));
}

/** The file that a block is, if its first line names one: `// stack.ts`. Other blocks import it as `./stack`. */
function fileName(code: string): string | undefined {
  return /^\/\/ (\S+\.ts)\n/.exec(code)?.[1];
}

/** The blocks that a block imports. */
function imported(code: string): string[] {
  return [...code.matchAll(/from '\.\/(\w+)'/g)].map(([, name]) => sourceOf(name));
}

function sourceOf(name: string): string {
  return declarations.find(({ code }) => fileName(code) === `${name}.ts`)!.code;
}

/** The compiler's errors, as strict as a user's project can be. */
function compilerErrors(files: string[]): string[] {
  const { config } = ts.readConfigFile('test/tsconfig.json', (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files }, ts.sys, path.resolve('test'));
  const program = ts.createProgram(files, { ...options, rootDir: undefined, noUnusedLocals: false });
  // Of these files only: the compiler checks the library's own in `npm run lint`.
  const sources = files.map((file) => program.getSourceFile(file)!);
  return sources
    .flatMap((source) => [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)])
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}

/** Runs a program as it stands, except that it writes empty files to a new folder. It prints nothing. Returns the files that it wrote. */
function synthesize(code: string, ...argv: string[]): string[] {
  const outdir = mkdtempSync(path.join(tmpdir(), 'readme-'));
  const argumentsOfJest = jest.replaceProperty(process, 'argv', ['node', 'main.ts', ...argv]);
  const save = jest.spyOn(Yaml, 'save').mockImplementation((file) => writeFileSync(file, ''));
  const print = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    run(code, outdir);
    expect(print.mock.calls).toEqual([]);
    return readdirSync(outdir);
  } catch (error) {
    expect(readdirSync(outdir)).toEqual([]);
    throw error;
  } finally {
    argumentsOfJest.restore();
    print.mockRestore();
    save.mockRestore();
    rmSync(outdir, { recursive: true });
  }
}

function run(code: string, outdir: string): void {
  class AppElsewhere extends App {
    constructor() {
      super({ outdir });
    }
  }
  const replaced: Record<string, object> = { cdk8s: { ...jest.requireActual('cdk8s'), App: AppElsewhere } };
  const provide = (name: string): object =>
    name.startsWith('./') ? evaluate(sourceOf(name.slice(2)), provide) : (replaced[name] ?? jest.requireActual(name));
  evaluate(code, provide);
}

/** Runs a module, and returns its exports. */
function evaluate(code: string, provide: (name: string) => object): object {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(code, { compilerOptions });
  const exports = {};
  new Function('require', 'exports', outputText)(provide, exports);
  return exports;
}
