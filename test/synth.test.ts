// The output of the commands that synthesize this repository.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const committed = readFileSync('dist/fib.k8s.yaml', 'utf8');
let folder: string;

beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'synth-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function run(cwd: string, ...command: string[]) {
  const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
  return spawnSync(process.execPath, command, { cwd, env, encoding: 'utf8' });
}

test('dist/ is what `npx cdk8s synth` writes', () => {
  const { status } = run('.', 'node_modules/cdk8s-cli/bin/cdk8s', 'synth', '--output', folder);
  expect(status).toBe(0);
  expect(readFileSync(path.join(folder, 'fib.k8s.yaml'), 'utf8')).toBe(committed);
  expect(readdirSync('dist')).toEqual(['fib.k8s.yaml']);
});

describe('npm run synth', () => {
  const synth = () => run(folder, 'scripts/synth.js');
  const written = () => readFileSync(path.join(folder, 'dist/fib.k8s.yaml'), 'utf8');

  /** A checkout whose app is the given program. */
  function checkout(app: string) {
    cpSync('scripts', path.join(folder, 'scripts'), { recursive: true });
    symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
    writeFileSync(path.join(folder, 'cdk8s.yaml'), 'language: typescript\napp: node app.js\n');
    writeFileSync(path.join(folder, 'app.js'), app);
    mkdirSync(path.join(folder, 'dist'));
    writeFileSync(path.join(folder, 'dist/fib.k8s.yaml'), 'as it was');
  }

  const copy = `
    const fs = require('node:fs');
    fs.mkdirSync(process.env.CDK8S_OUTDIR, { recursive: true });
    fs.writeFileSync(process.env.CDK8S_OUTDIR + '/fib.k8s.yaml', ${JSON.stringify(committed)});
  `;

  test('replaces dist/, and prints the same next commands as README', () => {
    checkout(copy);
    const { status, stdout, stderr } = synth();
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(written()).toBe(committed);
    expect(stderr).toMatchSnapshot();
    const readme = readFileSync('README.md', 'utf8');
    const steps = stderr.split('\n').filter((line) => line.startsWith('  kubectl'));
    expect(steps).toHaveLength(3);
    for (const step of steps) expect(readme).toContain(step.trim());
  });

  test.each([
    ['fails', 'process.exit(3)'],
    ['writes files and then fails', `${copy}; throw new Error('error')`],
  ])('does not change dist/ if the app %s', (_, app) => {
    checkout(app);
    expect(synth().status).not.toBe(0);
    expect(written()).toBe('as it was');
    expect(readdirSync(folder).filter((name) => name.startsWith('.synth'))).toEqual([]);
  });

  test('creates dist/ if it is missing', () => {
    checkout(copy);
    rmSync(path.join(folder, 'dist'), { recursive: true });
    expect(synth().status).toBe(0);
    expect(existsSync(path.join(folder, 'dist/fib.k8s.yaml'))).toBe(true);
  });
});
