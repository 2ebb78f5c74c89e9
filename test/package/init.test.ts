// The packed package in a project of `cdk8s init typescript-app`, with the compiler, tests and CLI of the template.
import path from 'node:path';
import { packagesOf } from '../lock-file';
import { Manifests } from '../manifests';
import { blocks, page } from '../readme';
import { Project, REFERENCE } from './project';

/** The day whose package versions the project installs. Move it when you update the dependencies. */
const DAY = '2026-11-15';

const [declaration] = blocks('ts');
const foreign = blocks('ts', page('docs/existing-charts.md'))[1];
const [stack] = blocks('ts', page('docs/environments.md'));
const tests = blocks('ts', page('docs/testing.md'));

let project: Project;

beforeAll(() => {
  const withoutImport = path.resolve('test/package/without-import.js');
  project = new Project({ npm_config_before: DAY, NODE_OPTIONS: `--require "${withoutImport}"` });
  project.install('bash', '-euc', 'rm -rf *; "$0" init typescript-app', path.resolve('node_modules/.bin/cdk8s'));
  project.install('bash', '-euc', ...blocks('sh project', page('docs/projects.md')));
  project.write('main.ts', declaration);
  project.write('stack.ts', stack);
  project.write('main.test.ts', tests[0]);
  tests.slice(1).forEach((code, index) => project.write(`more-${index}.test.ts`, code));
  // Such a project has a later cdk8s-plus.
  project.write('mine.ts', foreign.replace('cdk8s-plus-27', 'cdk8s-plus-33'));
  project.run('npm', 'test', '--', '-u');
  project.run('npm', 'run', 'build');
});

afterAll(() => project.remove());

test('the build compiles, tests and synthesizes the reference stack', () => {
  expect(project.read('dist/fib.k8s.yaml')).toBe(REFERENCE);
});

test('the optional dependency of cdk8s-plus-27 is not in the lock file', () => {
  const names = packagesOf(project.read('package-lock.json'));
  expect(names).toContain('cdk8s-plus-27');
  expect(names).not.toContain('backport');
});

test('constructs of a later cdk8s-plus work beside the library', () => {
  project.run('node', 'mine.js');
  const manifests = Manifests.parse(project.read('dist/mine.k8s.yaml'));
  const { LOG_LEVEL, API_TOKEN } = manifests.environment('server');
  expect(LOG_LEVEL).toBe(`configMap/${manifests.get('ConfigMap').metadata.name}/level`);
  expect(API_TOKEN).toBe(`secret/${manifests.get('Secret').metadata.name}/token`);
});
