// The packed package and its peers, installed in an empty folder, work in JavaScript and TypeScript.
import { readFileSync } from 'node:fs';
import packageJson from '../../package.json';
import { Manifests } from '../manifests';
import { blocks } from '../readme';
import { Project, REFERENCE } from './project';

const { devDependencies: pinned, overrides } = packageJson;
const at = (...names: (keyof typeof pinned)[]) => names.map((name) => `${name}@${pinned[name]}`);

const OLDEST = ['cdk8s@2.68.12', 'cdk8s-plus-27@2.9.0', 'constructs@10.3.0'];
const PEERS: [string, string[]][] = [
  ['the oldest peers', OLDEST],
  ['the peers of this checkout', at('cdk8s', 'cdk8s-plus-27', 'constructs')],
];
const STRICT = ['--strict', '--target', 'es2022', '--module', 'commonjs', '--types', 'node'];
const NAMES = `
import { createRequire } from 'node:module';
import * as imported from 'cdk8s-webstack';
const missing = Object.keys(createRequire(import.meta.url)('cdk8s-webstack')).filter((name) => !(name in imported));
if (missing.length > 0) console.log(missing);
`;
const PODS = ['ServiceAccount', 'NetworkPolicy', 'Deployment'];
const ALONE: [string, string[]][] = [
  ['client', [...PODS, 'PodDisruptionBudget', 'Service']],
  ['server', [...PODS, 'PodDisruptionBudget', 'Service']],
  ['worker', PODS],
  ['redis', [...PODS, 'Service']],
  ['postgres', ['PersistentVolumeClaim', ...PODS, 'Service']],
  ['config-map', ['ConfigMap']],
  ['external-service', PODS],
  ['routes', ['Deployment', 'Service', 'Ingress']],
];
const [declaration] = blocks('ts');

describe.each(PEERS)('with %s', (_, peers) => {
  let project: Project;

  beforeAll(() => {
    project = new Project();
    project.write('package.json', { private: true, overrides: { backport: overrides.backport } });
    project.install('npm', 'install', Project.PACKAGE, ...peers, ...at('typescript', '@types/node'));
  });

  afterAll(() => project.remove());

  function writtenBy(program: string): string {
    project.drop('dist');
    project.run('node', program);
    return project.read('dist/fib.k8s.yaml');
  }

  test('JavaScript imports it', () => {
    project.write('main.mjs', declaration);
    expect(writtenBy('main.mjs')).toBe(REFERENCE);
  });

  test('JavaScript requires it', () => {
    project.write('main.cjs', declaration.replace(/^import ([^]*?) from ('.*');$/gm, 'const $1 = require($2);'));
    expect(writtenBy('main.cjs')).toBe(REFERENCE);
  });

  test('import and require give the same names', () => {
    project.write('names.mjs', NAMES);
    expect(project.run('node', 'names.mjs')).toBe('');
  });

  test('TypeScript compiles it, with --strict and with the types of all libraries checked', () => {
    project.write('main.ts', declaration);
    project.write('foreign-charts.ts', readFileSync('test/package/foreign-charts.ts', 'utf8'));
    project.run('npx', 'tsc', ...STRICT, 'main.ts', 'foreign-charts.ts');
    expect(writtenBy('main.js')).toBe(REFERENCE);
  });

  describe('in a chart that is not a WebStack, beside cdk8s-plus-27', () => {
    beforeAll(() => project.run('node', 'foreign-charts.js'));
    const chart = (name: string) => Manifests.parse(project.read(`dist/${name}.k8s.yaml`));

    test.each(ALONE)('%s needs no other component', (name, kinds) => {
      const written = chart(name).objects.map(({ kind }) => kind);
      expect(written.slice(2)).toEqual(kinds); // after the Secret and the ConfigMap of cdk8s-plus-27
    });

    test.each([
      ['client', 'LEVEL', 'ConfigMap', 'level'],
      ['worker', 'LEVEL', 'ConfigMap', 'level'],
      ['server', 'TOKEN', 'Secret', 'password'],
      ['postgres', 'POSTGRES_PASSWORD', 'Secret', 'password'],
      ['external-service', 'MAIL_PASSWORD', 'Secret', 'password'],
    ])('%s has %s from its %s', (name, variable, kind, key) => {
      const { metadata } = chart(name).get(kind);
      const source = `${kind[0].toLowerCase()}${kind.slice(1)}`;
      expect(chart(name).environment('it')[variable]).toBe(`${source}/${metadata.name}/${key}`);
    });

    test('routes lead to its Service', () => {
      const [rule] = chart('routes').get('Ingress').spec.rules;
      const { metadata } = chart('routes').get('Service');
      expect(rule.http.paths[0].backend.service).toEqual({ name: metadata.name, port: { number: 80 } });
    });
  });
});
