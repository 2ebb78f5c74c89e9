// The packed package in projects of other package managers, with the commands of docs/projects.md, and in ES modules.
import { existsSync } from 'node:fs';
import packageJson from '../../package.json';
import { blocks, page, readme } from '../readme';
import { Project, REFERENCE } from './project';

const { devDependencies: pinned } = packageJson;
const [declaration] = blocks('ts', readme);
const PROJECTS = page('docs/projects.md');

/** The package of each package manager, and the files that it reads. */
const MANAGERS: [string, string, Record<string, string>][] = [
  ['pnpm', 'pnpm@10.34.8', {}],
  ['yarn', '@yarnpkg/cli-dist@4.18.1', { '.yarnrc.yml': 'nodeLinker: node-modules\nenableTelemetry: false\n' }],
  ['yarn-classic', 'yarn@1.22.22', {}],
];

/** A project in which the commands of docs/projects.md have run, with the versions of this checkout. */
function projectOf(name: string): Project {
  const [, manager, files] = MANAGERS.find(([each]) => each === name)!;
  const project = new Project({ npm_config_prefer_offline: 'true' });
  project.write('package.json', { name: 'fib', version: '1.0.0', private: true });
  for (const [file, content] of Object.entries(files)) project.write(file, content);
  const [commands] = blocks(`sh ${name}`, PROJECTS);
  const exact = commands.replace(/ (cdk8s|cdk8s-plus-27|constructs)(?=\s)/g, (_, peer: keyof typeof pinned) => {
    return ` ${peer}@${pinned[peer]}`;
  });
  project.install('npx', '--yes', '--package', manager, '--call', `set -e\n${exact}`);
  return project;
}

describe.each(MANAGERS)('with %s', (name) => {
  let project: Project;

  beforeAll(() => {
    project = projectOf(name);
  });

  afterAll(() => project.remove());

  test('the reference stack has the same bytes', () => {
    project.write('main.mjs', declaration);
    project.run('node', 'main.mjs');
    expect(project.read('dist/fib.k8s.yaml')).toBe(REFERENCE);
  });

  test('the optional dependency of cdk8s-plus-27 is left out', () => {
    const lock = ['pnpm-lock.yaml', 'yarn.lock'].find((file) => existsSync(project.path(file)))!;
    expect(project.read(lock)).toContain('cdk8s-plus-27');
    expect(project.read(lock)).not.toContain('elastic-apm-node'); // which only backport depends on
  });
});

describe('in TypeScript', () => {
  let project: Project;

  beforeAll(() => {
    project = projectOf('pnpm'); // which hides what a package does not declare
    const compiler = ['typescript', '@types/node'].map((each) => `${each}@${pinned[each as 'typescript']}`).join(' ');
    project.install('npx', '--yes', '--package', 'pnpm@10.34.8', '--call', `pnpm add --save-dev ${compiler}`);
    project.write('main.ts', declaration);
  });

  afterAll(() => project.remove());

  function setUp(type: string, module: string, moduleResolution: string): void {
    project.run('npm', 'pkg', 'set', `type=${type}`);
    const skipLibCheck = module === 'node16'; // resolves as nodenext does: once is enough for the types of libraries
    const compilerOptions = { strict: true, target: 'es2022', types: ['node'], module, moduleResolution, skipLibCheck };
    project.write('tsconfig.json', { compilerOptions, files: ['main.ts'] });
  }

  test.each([
    ['commonjs', 'node16', 'node16'],
    ['module', 'node16', 'node16'],
    ['commonjs', 'nodenext', 'nodenext'],
    ['module', 'nodenext', 'nodenext'],
    ['module', 'esnext', 'bundler'],
  ])('a package of type %s with module %s and moduleResolution %s compiles and runs', (type, module, resolution) => {
    setUp(type, module, resolution);
    project.drop('dist');
    project.run('node_modules/.bin/tsc');
    project.run('node', 'main.js');
    expect(project.read('dist/fib.k8s.yaml')).toBe(REFERENCE);
  });

  test('Node.js 24 runs it without a compiler', () => {
    setUp('module', 'nodenext', 'nodenext');
    project.drop('dist');
    project.install('npx', '--yes', '--package', 'node@24', 'node', 'main.ts');
    expect(project.read('dist/fib.k8s.yaml')).toBe(REFERENCE);
  });
});
